#pragma once

#include "demo/model_traits.h"
#include "demo/request_rules.h"

#include <QJsonArray>

namespace pilothouse {

/// A content block and where it stands: "messages.0.content.1".
struct PlacedBlock
{
    QString path;
    qsizetype message; ///< index in messages
    QString role;
    QJsonObject block;

    QString type() const;
    bool is(QLatin1StringView type) const;
    /// The blocks inside a tool_result; text content counts as one text block.
    QList<PlacedBlock> inside() const;
};

/// A request while the rules look at it; collects what they find. Only for request_rules.cpp and
/// the rules_*.cpp beside it.
class RequestCheck
{
public:
    explicit RequestCheck(const DemoRequest &request);

    const DemoRequest &http;
    const bool counting;        ///< count_tokens instead of a message
    const QByteArray version;   ///< anthropic-version
    const QByteArrayList betas; ///< anthropic-beta
    QJsonObject body = {};
    ModelTraits model = {};
    QList<PlacedBlock> blocks = {}; ///< of all messages; text content counts as one text block
    QList<Violation> violations = {};

    void setBody(const QJsonObject &object);
    bool hasBeta(const QByteArray &name) const { return betas.contains(name); }
    bool isNewVersion() const { return version >= "2026-10-21"; }
    QJsonArray messages() const;
    QJsonArray tools() const;
    bool declaresToolset() const;

    void refuse(const QByteArray &rule, const QString &message, int status = 400,
                const QByteArray &code = {});
    /// Unknown fields are refused everywhere in a request.
    void allowOnly(const QJsonObject &object, const QStringList &fields, const QString &path);
};

// One function per topic; each runs its rules.
void checkTransport(RequestCheck &check); ///< before there is a body
void checkEnvelope(RequestCheck &check);
void checkThinkingSettings(RequestCheck &check);
void checkToolDeclarations(RequestCheck &check);
void checkMessages(RequestCheck &check);
void checkToolUse(RequestCheck &check);
void checkThinkingBlocks(RequestCheck &check);
void checkPictures(RequestCheck &check);
void checkCaching(RequestCheck &check);

/// The 17 members of computer_toolset_20260801.
const QStringList &toolsetMembers();

} // namespace pilothouse
