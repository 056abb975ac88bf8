#include "desktop/keyboard_focus.h"

#include "desktop/sight_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

Failure notTold(const QString &message, const QString &detail = {})
{
    return fail(Errc::Unavailable, message, detail);
}

const QString kNoWord = u"Nothing says what has the keyboard."_s;

bool isPlace(const QJsonArray &place)
{
    return place.isEmpty() ||
           (place.size() == 4 && place.at(2).toInt() > 0 && place.at(3).toInt() > 0);
}

/// Nothing: it is no full address. Browsers write some characters that RFC 3986 does not allow.
std::optional<QUrl> addressFrom(const QJsonValue &text)
{
    const QUrl address(text.toString(), QUrl::TolerantMode);
    const QString scheme = address.scheme();
    const bool ofAHost = scheme == "http"_L1 || scheme == "https"_L1;
    if (!address.isValid() || scheme.isEmpty() || (ofAHost && address.host().isEmpty()))
        return std::nullopt;
    return address;
}

} // namespace

Result<KeyboardFocus> keyboardFocusFrom(const QByteArray &line)
{
    const QJsonObject told = QJsonDocument::fromJson(line).object();
    if (const QString reason = told.value("reason"_L1).toString(); !reason.isEmpty())
        return notTold(reason, told.value("detail"_L1).toString());
    const QJsonArray place = told.value("place"_L1).toArray();
    const bool complete = told.value("application"_L1).isString() &&
                          told.value("role"_L1).isString() &&
                          told.value("hides_text"_L1).isBool() &&
                          told.contains("document"_L1) == told.contains("page"_L1);
    if (!complete || !isPlace(place))
        return notTold(kNoWord, u"It answered: "_s + QString::fromUtf8(line.left(200)));
    KeyboardFocus focus{.application = told.value("application"_L1).toString(),
                        .role = told.value("role"_L1).toString(),
                        .hidesText = told.value("hides_text"_L1).toBool()};
    if (told.contains("document"_L1)) {
        const auto document = addressFrom(told.value("document"_L1));
        const auto page = addressFrom(told.value("page"_L1));
        if (!document || !page)
            return notTold(u"The page has an address that cannot be read."_s);
        focus.document = *document;
        focus.page = *page;
    }
    if (!place.isEmpty())
        focus.place = QRect(place.at(0).toInt(), place.at(1).toInt(), place.at(2).toInt(),
                            place.at(3).toInt());
    return focus;
}

QCoro::Task<Result<KeyboardFocus>> readKeyboardFocus(SandboxedCommand command, const Clock &clock,
                                                     std::stop_token stop)
{
    const QByteArray nothing;
    const Result<QByteArray> line = co_await askSight(command, nothing, clock, stop);
    if (!line)
        co_return fail(line.error());
    co_return keyboardFocusFrom(*line);
}

} // namespace pilothouse
