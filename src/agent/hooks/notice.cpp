#include "agent/hooks/notice.h"

#include "core/clock.h"
#include "core/enum_names.h"
#include "core/json.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestTitle = 200;     // characters of a field
constexpr qsizetype kLongestSentence = 3000; // ntfy makes a file of more than 4096 bytes
constexpr std::array kKinds{
    EnumName{NoticeKind::Ask, "ask"_L1}, EnumName{NoticeKind::Completed, "completed"_L1},
    EnumName{NoticeKind::Failed, "failed"_L1}, EnumName{NoticeKind::Interrupted, "interrupted"_L1},
    EnumName{NoticeKind::Budget, "budget"_L1}};

QString subject(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Ask:
        return u"Asks"_s;
    case NoticeKind::Completed:
        return u"Completed"_s;
    case NoticeKind::Failed:
        return u"Failed"_s;
    case NoticeKind::Interrupted:
        return u"Interrupted"_s;
    case NoticeKind::Budget:
        return u"Limit reached"_s;
    }
    return {};
}

bool isUrgent(NoticeKind kind)
{
    return kind != NoticeKind::Completed && kind != NoticeKind::Interrupted;
}

/// The value of a field: beyond ASCII as RFC 2047 has it.
QByteArray fieldValue(const QString &text)
{
    const QString line = wellFormed(text.simplified().left(kLongestTitle));
    const bool isPlain =
        std::ranges::all_of(line, [](QChar each) { return each >= u' ' && each < u'\x7f'; });
    if (isPlain && !line.startsWith("=?"_L1))
        return line.toLatin1();
    return "=?UTF-8?B?" + line.toUtf8().toBase64() + "?=";
}

void describe(const ApprovalRequested &question, QJsonObject &json)
{
    json.insert(u"question"_s, QJsonObject{{u"tool_use_id"_s, question.toolUseId},
                                           {u"tool"_s, question.tool},
                                           {u"summary"_s, question.summary},
                                           {u"reason"_s, question.reason}});
}

void describe(const RunEnded &end, QJsonObject &json)
{
    json.insert(u"outcome"_s, name(end.outcome));
    json.insert(u"message"_s, end.message);
    json.insert(u"steps"_s, end.steps);
    json.insert(u"cost_usd"_s, end.costUsd);
    json.insert(u"duration_ms"_s, end.durationMs);
    if (!end.budget.isEmpty())
        json.insert(u"budget"_s, end.budget);
}

} // namespace

QString name(NoticeKind kind)
{
    return nameIn(kKinds, kind);
}

std::optional<NoticeKind> noticeIn(const EventBody &body)
{
    if (std::holds_alternative<ApprovalRequested>(body))
        return NoticeKind::Ask;
    const auto *end = std::get_if<RunEnded>(&body);
    if (!end)
        return std::nullopt;
    switch (end->outcome) {
    case RunOutcome::Completed:
        return NoticeKind::Completed;
    case RunOutcome::Error:
        return NoticeKind::Failed;
    case RunOutcome::Interrupted:
    case RunOutcome::Cancelled:
        return NoticeKind::Interrupted;
    case RunOutcome::Budget:
        return NoticeKind::Budget;
    case RunOutcome::Paused: // by a person, who knows
        return std::nullopt;
    }
    return std::nullopt;
}

QString Notice::id() const
{
    return u"%1:%2"_s.arg(event.session.value).arg(event.seq);
}

QString Notice::link() const
{
    if (page.isEmpty())
        return {};
    return u"%1/ui/#%2/%3"_s.arg(page, event.session.value).arg(event.seq);
}

QByteArray noticeJson(const Notice &notice)
{
    QJsonObject json{{u"id"_s, notice.id()},
                     {u"event"_s, name(notice.kind)},
                     {u"timestamp"_s, isoTime(notice.event.at)},
                     {u"session"_s, QJsonObject{{u"id"_s, notice.event.session.value},
                                                {u"title"_s, notice.title},
                                                {u"url"_s, notice.link()}}}};
    if (const auto *question = std::get_if<ApprovalRequested>(&notice.event.body))
        describe(*question, json);
    else if (const auto *end = std::get_if<RunEnded>(&notice.event.body))
        describe(*end, json);
    return compactJson(json);
}

QString noticeSentence(const Notice &notice)
{
    QString sentence;
    if (const auto *question = std::get_if<ApprovalRequested>(&notice.event.body)) {
        sentence = u"May it do this? %1"_s.arg(question->summary);
    } else if (const auto *end = std::get_if<RunEnded>(&notice.event.body)) {
        sentence = end->message.isEmpty() ? subject(notice.kind) + u'.' : end->message;
        sentence += u" (%1 steps, $%2)"_s.arg(end->steps).arg(end->costUsd, 0, 'f', 2);
    }
    return wellFormed(sentence.left(kLongestSentence));
}

HookRequest hookRequest(const Notice &notice, WebhookFormat format, const QByteArray &secret,
                        qint64 unixTime)
{
    HookRequest request;
    const QByteArray id = notice.id().toUtf8();
    request.fields = {{"User-Agent", "Pilothouse/" PILOTHOUSE_VERSION}, {"Pilothouse-Id", id}};
    if (format == WebhookFormat::Json) {
        request.body = noticeJson(notice);
        request.fields.emplaceBack("Content-Type", "application/json");
    } else {
        const QString title = notice.title.isEmpty() ? u"Pilothouse"_s : notice.title;
        request.body = noticeSentence(notice).toUtf8();
        request.fields.emplaceBack("Content-Type", "text/plain; charset=utf-8");
        request.fields.emplaceBack("Title",
                                   fieldValue(subject(notice.kind) + QStringLiteral(": ") + title));
        request.fields.emplaceBack("Priority", isUrgent(notice.kind) ? "high" : "default");
        if (!notice.link().isEmpty())
            request.fields.emplaceBack("Click", notice.link().toUtf8());
    }
    if (!secret.isEmpty())
        request.fields.emplaceBack("Pilothouse-Signature",
                                   hookSignature(secret, unixTime, request.body));
    return request;
}

QByteArray hookSignature(const QByteArray &secret, qint64 unixTime, const QByteArray &body)
{
    const QByteArray time = QByteArray::number(unixTime);
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, secret);
    code.addData(time);
    code.addData(".");
    code.addData(body);
    return "t=" + time + ",v1=" + code.result().toHex();
}

} // namespace pilothouse
