#pragma once

#include "core/result.h"
#include "exchange/exchange.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace pilothouse {

/// Reads the fields of a JSON body and collects all that is wrong with them, in the form clients of
/// the original server know: 422 {"detail": [{"loc": ["body", NAME], "msg", "type"}]}. A field that
/// is null counts as not given; unknown fields are ignored. So is no body, or the body null. A body
/// that is said to be something other than JSON is a complaint, too.
class BodyReader
{
public:
    /// Of this request.
    explicit BodyReader(const Exchange &exchange);

    std::optional<QString> text(const QString &name, int longest);
    std::optional<QString> choice(const QString &name, const QStringList &values);
    std::optional<int> integer(const QString &name, int least, int most);
    /// A list of some of `values`, at least one; in their order, each once.
    std::optional<QStringList> choices(const QString &name, const QStringList &values);
    /// A list of at most `most` texts, each as `read` gives it. What `read` says of one is a
    /// complaint about its place: {"loc": ["body", NAME, INDEX]}.
    using TextReader = std::function<Result<QString>(const QString &)>;
    std::optional<QStringList> texts(const QString &name, int most, const TextReader &read);
    std::optional<qint64> bigInteger(const QString &name, qint64 least);
    std::optional<double> number(const QString &name, double least);
    std::optional<bool> flag(const QString &name);
    std::optional<QJsonObject> object(const QString &name);
    /// What `read` reads is read in the object of the field `name`, and its complaints are about
    /// places in it: {"loc": ["body", NAME, …]}. Not called where the field is not given.
    void within(const QString &name, const std::function<void()> &read);
    /// All of it, for who reads it otherwise.
    const QJsonObject &all() const { return m_body; }
    /// A text that must be given and not empty.
    QString requiredText(const QString &name, int longest);

    /// Adds a complaint about a field.
    void refuse(const QString &name, const QString &message, const QString &type);

    bool isGood() const { return m_errors.isEmpty(); }
    /// Answers 422 with all complaints.
    void answer(Exchange &exchange) const;

private:
    void complain(const QJsonArray &place, const QString &message, const QString &type);
    std::optional<QJsonValue> value(const QString &name) const;

    QJsonObject m_body;
    QStringList m_place{QStringLiteral("body")}; ///< of what is read
    QJsonArray m_errors;
};

} // namespace pilothouse
