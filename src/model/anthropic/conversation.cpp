#include "model/anthropic/conversation.h"

#include "model/anthropic/raw_object.h"
#include "model/anthropic/user_blocks.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct OpenCall
{
    QString id;
    QString toolset;
};

// Neighbouring turns of one side, put together: the API does so too, other servers do not.
struct Part
{
    bool isUser = true;
    QList<ToolAnswer> answers = {};
    QStringList texts = {};
    QList<SentPicture> pictures = {};
    QByteArrayList blocks = {};
    QList<OpenCall> calls = {};
    bool serverGoesOn = false; // the last block is the server's own work: it paused there
};

Part &partFor(QList<Part> &parts, bool isUser)
{
    if (parts.isEmpty() || parts.constLast().isUser != isUser)
        parts += Part{.isUser = isUser};
    return parts.last();
}

void add(QList<Part> &parts, const UserTurn &turn)
{
    Part &part = partFor(parts, true);
    part.answers += turn.answers;
    qsizetype next = 0;
    const auto addPicturesBefore = [&](qsizetype place) {
        for (; next < turn.pictures.size() && turn.pictures.at(next).before <= place; ++next)
            part.pictures += SentPicture{turn.pictures.at(next).picture, part.texts.size()};
    };
    for (qsizetype i = 0; i < turn.texts.size(); ++i) {
        addPicturesBefore(i);
        if (!turn.texts.at(i).trimmed().isEmpty())
            part.texts += turn.texts.at(i);
    }
    addPicturesBefore(turn.texts.size());
}

Result<> add(QList<Part> &parts, const AssistantTurn &turn)
{
    if (turn.blocks.isEmpty())
        return {};
    Part &part = partFor(parts, false);
    for (const QByteArray &block : turn.blocks) {
        const auto raw = RawObject::parse(block);
        if (!raw || raw->string("type").isEmpty())
            return fail(Errc::InvalidArgument, u"A block of an earlier reply is not valid JSON."_s);
        const QString type = raw->string("type");
        if (type == "tool_use"_L1)
            part.calls += OpenCall{raw->string("id"), raw->string("toolset_name")};
        part.serverGoesOn = !isTheModelsOwn(type);
        part.blocks += raw->text();
    }
    return {};
}

Result<QList<Part>> partsOf(const QList<Turn> &turns)
{
    QList<Part> parts;
    for (const Turn &turn : turns) {
        if (const auto *user = std::get_if<UserTurn>(&turn))
            add(parts, *user);
        else if (const auto added = add(parts, std::get<AssistantTurn>(turn)); !added)
            return fail(added.error());
    }
    return parts;
}

Failure broken(qsizetype place, const QString &what)
{
    return fail(Errc::InvalidArgument, u"The conversation cannot be sent: message %1 %2."_s.arg(
                                           QString::number(place + 1), what));
}

// Gives the answers the order of the calls and the calls' own toolset.
Result<QList<ToolAnswer>> matched(const QList<OpenCall> &calls, const QList<ToolAnswer> &answers,
                                  qsizetype place)
{
    QSet<QString> open;
    for (const OpenCall &call : calls)
        open.insert(call.id);
    QHash<QString, ToolAnswer> byId;
    for (const ToolAnswer &answer : answers) {
        if (byId.contains(answer.toolUseId))
            return broken(place, u"answers call %1 twice"_s.arg(answer.toolUseId));
        if (!open.contains(answer.toolUseId))
            return broken(place, u"answers call %1, which was not made"_s.arg(answer.toolUseId));
        byId.insert(answer.toolUseId, answer);
    }
    QList<ToolAnswer> ordered;
    for (const OpenCall &call : calls) {
        if (!byId.contains(call.id))
            return broken(place, u"leaves call %1 without an answer"_s.arg(call.id));
        ToolAnswer answer = byId.value(call.id);
        answer.toolset = call.toolset;
        ordered += answer;
    }
    return ordered;
}

Result<> checkEnds(const QList<Part> &parts)
{
    if (parts.isEmpty() || !parts.first().isUser)
        return broken(0, u"must be the user's"_s);
    const Part &last = parts.last();
    if (!last.isUser && !(last.serverGoesOn && last.calls.isEmpty()))
        return broken(parts.size() - 1, u"is the model's, but the user's side must come last"_s);
    for (qsizetype i = 0; i < parts.size(); ++i)
        if (const Part &part = parts.at(i); part.isUser && part.answers.isEmpty() &&
                                            part.texts.isEmpty() && part.pictures.isEmpty())
            return broken(i, u"is empty"_s);
    return {};
}

} // namespace

qsizetype PictureRules::leftOut(qsizetype count) const
{
    return leaveOutOld ? picturesLeftOut(count, most) : 0;
}

qsizetype picturesLeftOut(qsizetype count, int most)
{
    if (most > 0) {
        const qsizetype step = std::max(most / 2, 1);
        return count <= most ? 0 : (count - most + step - 1) / step * step;
    }
    return count <= kPicturesKept ? 0 : (count - kPicturesKept) / kPictureStep * kPictureStep;
}

Result<QList<Message>> conversation(const QList<Turn> &turns, const PictureRules &rules)
{
    auto parts = partsOf(turns);
    if (!parts)
        return fail(parts.error());
    if (const auto checked = checkEnds(*parts); !checked)
        return fail(checked.error());

    qsizetype pictures = 0;
    for (qsizetype i = 0; i < parts->size(); ++i) {
        Part &part = (*parts)[i];
        if (!part.isUser)
            continue;
        auto answers =
            matched(i == 0 ? QList<OpenCall>() : parts->at(i - 1).calls, part.answers, i);
        if (!answers)
            return fail(answers.error());
        part.answers = std::move(*answers);
        for (const ToolAnswer &answer : std::as_const(part.answers))
            pictures += answer.isError ? 0 : answer.pictures.size();
        pictures += part.pictures.size();
    }

    UserBlocks writer(rules, pictures);
    QList<Message> messages;
    for (Part &part : *parts) {
        if (!part.isUser) {
            messages += Message{.isUser = false, .blocks = std::move(part.blocks)};
            continue;
        }
        auto blocks = writer.write({part.answers, part.texts, part.pictures});
        if (!blocks)
            return fail(blocks.error());
        messages += Message{.isUser = true, .blocks = std::move(*blocks)};
    }
    return messages;
}

} // namespace pilothouse
