#include "agent/context.h"

#include "agent/desks/told_of_files.h"
#include "core/json.h"
#include "model/responses/item_blocks.h"
#include "model/stop_reason.h"
#include "model/summary.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kReplyWasStopped =
    u"[Your reply was stopped before its end. This much of it was seen:]\n%1";

// Said for the user where a reply ended in words and is to go on: models refuse a conversation
// that ends with words of their own.
const QString kGoOn = u"[You stopped here. Go on.]"_s;

const QString kDesktopIsNew =
    u"[The desktop was closed meanwhile, as nobody used it, and another one is started now. No "
    u"program"
    " that you opened runs any more; the files in your home folder are as they were.]"_s;

QString typeOf(const QByteArray &block)
{
    const auto json = parseJsonObject(block);
    return json ? json->value("type"_L1).toString() : QString();
}

bool isThinking(const QByteArray &block)
{
    const QString type = typeOf(block);
    return type == "thinking"_L1 || type == "redacted_thinking"_L1;
}

/// Collects turns while the events go by; neighbours of one side become one turn.
class TurnCollector
{
public:
    explicit TurnCollector(const PictureLoader &load) : m_load(load) {}

    /// What the conversation goes on from.
    void begin(const ConversationSummarised &summary)
    {
        userTurn().texts = {kSummaryFollows.toString(), wellFormed(summary.text)};
    }

    void add(const UserMessage &message)
    {
        m_mustGoOn = false;
        say(message.note);
        for (const ImageRef &image : message.images)
            show(image);
        say(message.text);
    }

    /// Of a run that the summary covers, or that adds to the conversation.
    void setModel(const QString &model)
    {
        if (std::exchange(m_model, model) != model)
            m_ofOtherModels = m_turns.size();
    }

    void add(const RunStarted &run)
    {
        setModel(run.model);
        m_ofEarlierRuns = m_turns.size();
        m_mustGoOn = m_mustGoOn || endsInWords(); // resumed
    }

    void add(const TurnEnded &turn)
    {
        if (stopActionFor(turn.stopReason) == StopAction::Resend)
            m_mustGoOn = endsInWords();
    }

    void add(const ModelBlock &block)
    {
        goOn();
        if (m_turns.isEmpty() || !std::holds_alternative<AssistantTurn>(m_turns.last()))
            m_turns.append(AssistantTurn{});
        std::get<AssistantTurn>(m_turns.last()).blocks.append(block.raw);
    }

    void add(const ApprovalRequested &question)
    {
        if (!question.checks.isEmpty())
            m_checked = question.toolUseId;
    }

    void add(const ApprovalDecided &decision)
    {
        const bool isOfChecks = decision.toolUseId == std::exchange(m_checked, QString());
        if (isOfChecks && decision.decision == Decision::Allow)
            m_acknowledged.insert(decision.toolUseId);
    }

    void add(const ToolResult &result)
    {
        m_mustGoOn = false;
        ToolAnswer answer{.toolUseId = result.toolUseId,
                          .toolset = result.toolset,
                          .text = wellFormed(result.text),
                          .pictures = {},
                          .isError = result.isError,
                          .isAcknowledged = m_acknowledged.contains(result.toolUseId)};
        for (const ImageRef &image : result.images) {
            if (auto picture = m_load(image)) {
                answer.pictures.append(*std::move(picture));
                continue;
            }
            answer.text += u"\n[The picture of this result is no longer stored.]"_s;
            m_pictureIsGone = true;
        }
        userTurn().answers.append(std::move(answer));
    }

    // Not as its own words: a reply without its end, and without its signature, cannot go back.
    void add(const ReplyStopped &reply)
    {
        goOn(); // this it was a reply to
        if (!reply.text.trimmed().isEmpty())
            userTurn().texts.append(kReplyWasStopped.toString().arg(wellFormed(reply.text)));
    }

    void add(const Forked &forked)
    {
        if (!m_turns.isEmpty())
            userTurn().texts.append(toldOfFork(forked));
        m_mustGoOn = false;
    }

    void add(const FilesRestored &restored)
    {
        if (!m_turns.isEmpty())
            userTurn().texts.append(toldOfFiles(restored));
        m_mustGoOn = false;
    }

    void add(const DesktopGivenUp &)
    {
        userTurn().texts.append(kDesktopIsNew);
        m_mustGoOn = false;
    }

    /// What the model is not told.
    template <typename Other> void add(const Other &) {}

    QList<Turn> take()
    {
        goOn();
        forgetThinking(m_ofOtherModels); // no model can read that of another
        if (m_pictureIsGone)
            forgetThinking(m_ofEarlierRuns);
        return std::move(m_turns);
    }

private:
    void say(const QString &text)
    {
        if (!text.trimmed().isEmpty())
            userTurn().texts.append(wellFormed(text));
    }

    // Before the words that are about it, as models want it.
    void show(const ImageRef &image)
    {
        UserTurn &turn = userTurn();
        if (auto picture = m_load(image)) {
            turn.pictures.append({*std::move(picture), turn.texts.size()});
            return;
        }
        turn.texts.append(u"[A picture of this message is no longer stored.]"_s);
        m_pictureIsGone = true;
    }

    // The API refuses thinking whose history has changed, and a missing picture changes it. Since
    // when it is missing nobody wrote down, but this run has not seen it: what it thinks may stay.
    // Items belong to the thinking that led to them.
    void forgetThinking(qsizetype turns)
    {
        for (qsizetype i = 0; i < turns; ++i) {
            auto *assistant = std::get_if<AssistantTurn>(&m_turns[i]);
            if (!assistant)
                continue;
            assistant->blocks.removeIf(isThinking);
            for (QByteArray &block : assistant->blocks)
                block = withoutItem(block);
        }
    }

    bool endsInWords() const
    {
        const auto *said =
            m_turns.isEmpty() ? nullptr : std::get_if<AssistantTurn>(&m_turns.last());
        return said && isTheModelsOwn(typeOf(said->blocks.constLast()));
    }

    void goOn()
    {
        if (std::exchange(m_mustGoOn, false))
            userTurn().texts.append(kGoOn);
    }

    UserTurn &userTurn()
    {
        if (m_turns.isEmpty() || !std::holds_alternative<UserTurn>(m_turns.last()))
            m_turns.append(UserTurn{});
        return std::get<UserTurn>(m_turns.last());
    }

    const PictureLoader &m_load;
    QList<Turn> m_turns;
    qsizetype m_ofEarlierRuns = 0;
    qsizetype m_ofOtherModels = 0;
    QString m_model;
    QString m_checked;            // the call whose safety checks a person is asked about
    QSet<QString> m_acknowledged; // those that a person let pass
    bool m_pictureIsGone = false;
    bool m_mustGoOn = false; // and nobody has said anything since
};

const ConversationSummarised *latestSummary(const QList<Event> &events)
{
    for (auto event = events.crbegin(); event != events.crend(); ++event)
        if (const auto *summary = std::get_if<ConversationSummarised>(&event->body))
            return summary;
    return nullptr;
}

} // namespace

QList<Turn> buildTurns(const QList<Event> &events, const PictureLoader &load)
{
    TurnCollector collector(load);
    const ConversationSummarised *summary = latestSummary(events);
    if (summary)
        collector.begin(*summary);
    for (const Event &event : events)
        if (!summary || event.seq > summary->upTo)
            std::visit([&collector](const auto &body) { collector.add(body); }, event.body);
        else if (const auto *run = std::get_if<RunStarted>(&event.body))
            collector.setModel(run->model);
    return collector.take();
}

bool canBeSummarised(const QList<Event> &events)
{
    const ConversationSummarised *summary = latestSummary(events);
    return std::ranges::any_of(events, [summary](const Event &event) {
        return std::holds_alternative<ModelBlock>(event.body) &&
               (!summary || event.seq > summary->upTo);
    });
}

} // namespace pilothouse
