#include "mcp/agent/approval_form.h"

#include "core/json.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestInput = 2000; // characters
constexpr qsizetype kLongestNote = 10'000;

} // namespace

QJsonObject approvalForm(const QJsonObject &question)
{
    QString input = QString::fromUtf8(compactJson(question.value("input"_L1).toObject()));
    if (input.size() > kLongestInput)
        input = input.first(kLongestInput) + u'…';
    const QString message = u"May this be done? %1 (%2)\n%3"_s.arg(
        question.value("summary"_L1).toString(), question.value("reason"_L1).toString(), input);
    const QJsonObject decision{{u"type"_s, u"string"_s},
                               {u"title"_s, u"Decision"_s},
                               {u"enum"_s, QJsonArray{u"allow"_s, u"deny"_s}}};
    const QJsonObject note{{u"type"_s, u"string"_s}, {u"title"_s, u"Note for the model"_s}};
    const QJsonObject schema{
        {u"type"_s, u"object"_s},
        {u"properties"_s, QJsonObject{{u"decision"_s, decision}, {u"note"_s, note}}},
        {u"required"_s, QJsonArray{u"decision"_s}}};
    return {{u"mode"_s, u"form"_s},
            {u"message"_s, wellFormed(message)},
            {u"requestedSchema"_s, schema}};
}

std::optional<ApprovalDecided> decisionIn(const QJsonObject &answer, const QString &callId)
{
    const QString action = answer.value("action"_L1).toString();
    const QJsonObject content = answer.value("content"_L1).toObject();
    const QString decision = content.value("decision"_L1).toString();
    const bool isAllowed = action == "accept"_L1 && decision == "allow"_L1;
    const bool isDenied =
        action == "decline"_L1 || (action == "accept"_L1 && decision == "deny"_L1);
    if (!isAllowed && !isDenied)
        return std::nullopt;
    return ApprovalDecided{.toolUseId = callId,
                           .decision = isAllowed ? Decision::Allow : Decision::Deny,
                           .note = content.value("note"_L1).toString().left(kLongestNote)};
}

} // namespace pilothouse
