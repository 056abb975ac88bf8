#include "model/responses/input_items.h"

#include "core/json.h"
#include "model/raw_object.h"
#include "model/responses/raw_array.h"
#include "model/responses/said_items.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargestPicture = 20'000'000;

Failure unsendable(const QString &what)
{
    return fail(Errc::InvalidArgument, u"The conversation cannot be sent: it %1."_s.arg(what));
}

QByteArray messageItem(const char *role, const QByteArray &content)
{
    return QByteArray(R"({"type":"message","role":")") + role + R"(","content":)" + content + '}';
}

QByteArray inputText(const QString &text)
{
    return R"({"type":"input_text","text":)" + jsonString(text) + '}';
}

QString wordsFor(const ToolAnswer &answer)
{
    if (!answer.text.trimmed().isEmpty())
        return answer.text;
    if (answer.isError)
        return u"Error: the tool failed and gave no reason."_s;
    return u"Done; there is no output."_s;
}

/// Lines in brackets: what people said, and what must be known besides that it was done.
QString notesIn(const QString &text)
{
    QStringList notes;
    for (const QString &line : text.split(u'\n'))
        if (line.startsWith(u'['))
            notes.append(line);
    return notes.join(u'\n');
}

bool isReasoning(const QByteArray &item)
{
    const auto raw = RawObject::parse(item);
    return raw && raw->string("type") == "reasoning"_L1;
}

class InputWriter
{
public:
    explicit InputWriter(const QByteArray &detail) : m_detail(detail) {}

    Result<> add(const AssistantTurn &turn);
    Result<> add(const UserTurn &turn);
    Result<QByteArrayList> take();

private:
    using Answers = QHash<QString, ToolAnswer>;

    Result<> answer(const QList<ToolAnswer> &answers);
    Result<> write(const SaidItem &said, const Answers &answers);
    Result<> writeComputer(const SaidItem &said, const Answers &answers, const Picture &picture);
    Result<> retell(const SaidItem &said, const Answers &answers);
    Result<QByteArray> functionOutput(const QString &callId, const ToolAnswer &answer) const;
    Result<QByteArray> pictureUrl(const Picture &picture) const;
    Result<QByteArray> inputPicture(const Picture &picture) const;
    Result<> say(const UserTurn &turn);

    QByteArray m_detail;
    QByteArrayList m_items;
    QList<SaidItem> m_said; ///< whose answers have not come yet
    QByteArrayList m_outputs;
    QByteArrayList m_notes;
};

Result<> InputWriter::add(const AssistantTurn &turn)
{
    const auto said = saidItems(turn.blocks);
    if (!said)
        return fail(said.error());
    m_said += *said;
    return {};
}

Result<> InputWriter::add(const UserTurn &turn)
{
    if (auto answered = answer(turn.answers); !answered)
        return answered;
    return say(turn);
}

Result<QByteArrayList> InputWriter::take()
{
    if (auto answered = answer({}); !answered)
        return fail(answered.error());
    return m_items;
}

Result<> InputWriter::answer(const QList<ToolAnswer> &answers)
{
    Answers byId;
    for (const ToolAnswer &answer : answers) {
        if (byId.contains(answer.toolUseId))
            return unsendable(u"answers call %1 twice"_s.arg(answer.toolUseId));
        byId.insert(answer.toolUseId, answer);
    }
    qsizetype calls = 0;
    for (const SaidItem &said : std::as_const(m_said))
        for (const SaidCall &call : said.calls) {
            if (!byId.contains(call.id))
                return unsendable(u"leaves call %1 without an answer"_s.arg(call.id));
            ++calls;
        }
    if (calls != answers.size())
        return unsendable(u"answers a call that was not made"_s);
    for (const SaidItem &said : std::exchange(m_said, {}))
        if (auto written = write(said, byId); !written)
            return written;
    m_items += std::exchange(m_outputs, {});
    m_items += std::exchange(m_notes, {});
    return {};
}

Result<> InputWriter::write(const SaidItem &said, const Answers &answers)
{
    if (said.calls.isEmpty()) {
        if (!said.item.isEmpty())
            m_items.append(said.item);
        else if (!said.text.trimmed().isEmpty())
            m_items.append(messageItem("assistant", jsonString(said.text)));
        return {}; // the thinking of others is theirs
    }
    if (said.type == "computer_call"_L1) {
        const auto raw = RawObject::parse(said.item);
        const bool isHeld = raw && !rawElements(raw->raw("pending_safety_checks")).isEmpty();
        const bool mayGo = !isHeld || answers.value(said.calls.first().id).isAcknowledged;
        QList<Picture> pictures;
        for (const SaidCall &call : said.calls)
            pictures += answers.value(call.id).pictures;
        if (mayGo && !pictures.isEmpty())
            return writeComputer(said, answers, pictures.constLast());
    }
    if (said.item.isEmpty() || said.type == "computer_call"_L1)
        return retell(said, answers);
    m_items.append(said.item);
    const auto raw = RawObject::parse(said.item);
    auto output = functionOutput(raw ? raw->string("call_id") : QString(),
                                 answers.value(said.calls.first().id));
    if (!output)
        return fail(output.error());
    m_outputs.append(*std::move(output));
    return {};
}

Result<> InputWriter::writeComputer(const SaidItem &said, const Answers &answers,
                                    const Picture &picture)
{
    const auto raw = RawObject::parse(said.item);
    const auto url = pictureUrl(picture);
    if (!raw || !url)
        return fail(raw ? url.error() : raw.error());
    m_items.append(said.item);
    QByteArray output = R"({"type":"computer_call_output","call_id":)" + raw->raw("call_id") +
                        R"(,"output":{"type":"computer_screenshot","image_url":)" + *url +
                        R"(,"detail":")" + m_detail + R"("})";
    const QByteArray checks = raw->raw("pending_safety_checks");
    if (!rawElements(checks).isEmpty())
        output += R"(,"acknowledged_safety_checks":)" + checks;
    m_outputs.append(output + '}');

    QStringList notes;
    for (qsizetype i = 0; i < said.calls.size(); ++i) {
        const ToolAnswer answer = answers.value(said.calls.at(i).id);
        const QString note = answer.isError ? u"[Action %1 of %2 (%3): %4]"_s.arg(i + 1)
                                                  .arg(said.calls.size())
                                                  .arg(said.calls.at(i).action, wordsFor(answer))
                                            : notesIn(answer.text);
        if (!note.isEmpty())
            notes.append(note);
    }
    if (!notes.isEmpty())
        m_notes.append(messageItem("user", '[' + inputText(notes.join(u'\n')) + ']'));
    return {};
}

Result<> InputWriter::retell(const SaidItem &said, const Answers &answers)
{
    while (!said.item.isEmpty() && !m_items.isEmpty() && isReasoning(m_items.constLast()))
        m_items.removeLast(); // it may not stand without what it led to
    for (const SaidCall &call : said.calls) {
        m_items.append(R"({"type":"function_call","call_id":)" + jsonString(call.id) +
                       R"(,"name":)" + jsonString(call.name) + R"(,"arguments":)" +
                       jsonString(QString::fromUtf8(call.input)) + '}');
        auto output = functionOutput(call.id, answers.value(call.id));
        if (!output)
            return fail(output.error());
        m_outputs.append(*std::move(output));
    }
    return {};
}

Result<QByteArray> InputWriter::functionOutput(const QString &callId,
                                               const ToolAnswer &answer) const
{
    const QByteArray begin =
        R"({"type":"function_call_output","call_id":)" + jsonString(callId) + R"(,"output":)";
    if (answer.pictures.isEmpty())
        return begin + jsonString(wordsFor(answer)) + '}';
    QByteArrayList parts;
    if (!answer.text.trimmed().isEmpty())
        parts.append(inputText(answer.text));
    for (const Picture &picture : answer.pictures) {
        auto part = inputPicture(picture);
        if (!part)
            return part;
        parts.append(*std::move(part));
    }
    return begin + '[' + parts.join(',') + "]}";
}

Result<QByteArray> InputWriter::pictureUrl(const Picture &picture) const
{
    static const QStringList types{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s,
                                   u"image/webp"_s};
    if (!types.contains(picture.mediaType) || picture.bytes.isEmpty())
        return fail(Errc::InvalidArgument, u"A picture is no PNG, JPEG, GIF or WebP."_s);
    if (picture.bytes.size() > kLargestPicture)
        return fail(Errc::TooLarge, u"A picture has more than 20 MB: lower size or quality."_s);
    return R"("data:)" + picture.mediaType.toLatin1() + ";base64," + picture.bytes.toBase64() + '"';
}

Result<QByteArray> InputWriter::inputPicture(const Picture &picture) const
{
    const auto url = pictureUrl(picture);
    if (!url)
        return url;
    return R"({"type":"input_image","image_url":)" + *url + R"(,"detail":")" + m_detail + R"("})";
}

// A message for each text and each picture: what comes later changes none of them.
Result<> InputWriter::say(const UserTurn &turn)
{
    qsizetype next = 0;
    for (qsizetype i = 0; i <= turn.texts.size(); ++i) {
        for (; next < turn.pictures.size() && turn.pictures.at(next).before <= i; ++next) {
            const auto part = inputPicture(turn.pictures.at(next).picture);
            if (!part)
                return fail(part.error());
            m_items.append(messageItem("user", '[' + *part + ']'));
        }
        if (i < turn.texts.size() && !turn.texts.at(i).trimmed().isEmpty())
            m_items.append(messageItem("user", '[' + inputText(turn.texts.at(i)) + ']'));
    }
    return {};
}

} // namespace

Result<QByteArrayList> inputItems(const QList<Turn> &turns, const QByteArray &detail)
{
    InputWriter writer(detail);
    for (const Turn &turn : turns) {
        const auto added =
            std::visit([&writer](const auto &each) { return writer.add(each); }, turn);
        if (!added)
            return fail(added.error());
    }
    return writer.take();
}

} // namespace pilothouse
