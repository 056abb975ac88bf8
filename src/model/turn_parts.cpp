#include "model/turn_parts.h"

#include "model/raw_object.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

TurnPart &partFor(QList<TurnPart> &parts, bool isUser)
{
    if (parts.isEmpty() || parts.constLast().isUser != isUser)
        parts += TurnPart{.isUser = isUser};
    return parts.last();
}

void add(QList<TurnPart> &parts, const UserTurn &turn)
{
    TurnPart &part = partFor(parts, true);
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

Result<> add(QList<TurnPart> &parts, const AssistantTurn &turn)
{
    if (turn.blocks.isEmpty())
        return {};
    TurnPart &part = partFor(parts, false);
    for (const QByteArray &block : turn.blocks) {
        const auto raw = RawObject::parse(block);
        if (!raw || raw->string("type").isEmpty())
            return fail(Errc::InvalidArgument, u"A block of an earlier reply is not valid JSON."_s);
        const QString type = raw->string("type");
        if (type == "tool_use"_L1)
            part.calls += AskedCall{raw->string("id"), raw->string("toolset_name")};
        part.serverGoesOn = !isTheModelsOwn(type);
        part.blocks += raw->text();
    }
    return {};
}

Result<QList<TurnPart>> joined(const QList<Turn> &turns)
{
    QList<TurnPart> parts;
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
Result<QList<ToolAnswer>> matched(const QList<AskedCall> &calls, const QList<ToolAnswer> &answers,
                                  qsizetype place)
{
    QSet<QString> open;
    for (const AskedCall &call : calls)
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
    for (const AskedCall &call : calls) {
        if (!byId.contains(call.id))
            return broken(place, u"leaves call %1 without an answer"_s.arg(call.id));
        ToolAnswer answer = byId.value(call.id);
        answer.toolset = call.toolset;
        ordered += answer;
    }
    return ordered;
}

Result<> checkEnds(const QList<TurnPart> &parts)
{
    if (parts.isEmpty() || !parts.first().isUser)
        return broken(0, u"must be the user's"_s);
    const TurnPart &last = parts.last();
    if (!last.isUser && !(last.serverGoesOn && last.calls.isEmpty()))
        return broken(parts.size() - 1, u"is the model's, but the user's side must come last"_s);
    for (qsizetype i = 0; i < parts.size(); ++i)
        if (const TurnPart &part = parts.at(i); part.isUser && part.answers.isEmpty() &&
                                                part.texts.isEmpty() && part.pictures.isEmpty())
            return broken(i, u"is empty"_s);
    return {};
}

} // namespace

Result<QList<TurnPart>> turnParts(const QList<Turn> &turns)
{
    auto parts = joined(turns);
    if (!parts)
        return fail(parts.error());
    if (const auto checked = checkEnds(*parts); !checked)
        return fail(checked.error());
    for (qsizetype i = 0; i < parts->size(); ++i) {
        TurnPart &part = (*parts)[i];
        if (!part.isUser)
            continue;
        auto answers =
            matched(i == 0 ? QList<AskedCall>() : parts->at(i - 1).calls, part.answers, i);
        if (!answers)
            return fail(answers.error());
        part.answers = std::move(*answers);
    }
    return parts;
}

qsizetype pictureCount(const QList<TurnPart> &parts)
{
    qsizetype count = 0;
    for (const TurnPart &part : parts) {
        for (const ToolAnswer &answer : part.answers)
            count += answer.isError ? 0 : answer.pictures.size();
        count += part.pictures.size();
    }
    return count;
}

qsizetype picturesLeftOut(qsizetype count, int most)
{
    if (most > 0) {
        const qsizetype step = std::max(most / 2, 1);
        return count <= most ? 0 : (count - most + step - 1) / step * step;
    }
    return count <= kPicturesKept ? 0 : (count - kPicturesKept) / kPictureStep * kPictureStep;
}

QString saying(const ToolAnswer &answer)
{
    if (!answer.text.trimmed().isEmpty())
        return answer.text;
    if (answer.isError)
        return u"Error: the tool failed and gave no reason."_s;
    return answer.pictures.isEmpty() ? u"Done; there is no output."_s : QString();
}

} // namespace pilothouse
