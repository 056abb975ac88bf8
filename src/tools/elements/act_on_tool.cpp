#include "tools/elements/act_on_tool.h"

#include "core/deadline.h"
#include "core/secret.h"
#include "core/wait.h"
#include "tools/elements/act_on_rules.h"
#include "tools/elements/element_list.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Programs show what is typed before they tell of it.
constexpr auto kBetweenLooks = 100ms;
constexpr auto kStandsStill = 400ms; // then it is all: a field may hold what was typed otherwise
constexpr auto kLongestCatchUp = 2000ms;

QString words(const ScreenElement &element)
{
    return element.name.isEmpty() ? element.role : u"%1 “%2”"_s.arg(element.role, element.name);
}

Failure refused(const QString &message)
{
    return fail(Errc::InvalidArgument, message);
}

InputAction clickOf(const QString &action, QPoint at)
{
    Click click{.at = at};
    if (action == "right_click"_L1)
        click.button = PointerButton::Right;
    else if (action == "double_click"_L1)
        click.count = 2;
    return click;
}

QJsonArray asArray(const QRect &place)
{
    return {place.x(), place.y(), place.x() + place.width(), place.y() + place.height()};
}

} // namespace

QString ActOnTool::name() const
{
    return u"act_on"_s;
}

std::optional<CallTarget> ActOnTool::target(const ToolCall &call) const
{
    const ScreenElement *told = m_ids.find(call.input.value("id"_L1).toString());
    if (told == nullptr)
        return std::nullopt;
    CallTarget target{.role = told->role, .name = told->name};
    if (const QRect place = placeInPicture(*told, scale()); !place.isEmpty())
        target.place = place;
    return target;
}

QCoro::Task<ToolOutcome> ActOnTool::run(ToolCall call, std::stop_token stop)
{
    const Result<ActOn> asked = parseActOnCall(call);
    if (!asked)
        co_return toolError(asked.error());
    const ScreenElement *told = m_ids.find(asked->id);
    if (told == nullptr)
        co_return toolError(u"There is no element '%1': call elements to see what there is."_s.arg(
            asked->id.left(20)));
    const Job job{.asked = *asked,
                  .told = *told,
                  .look = call.look && asked->picture && m_pictures,
                  .stop = stop};
    Result<ToolOutcome> outcome = co_await carryOut(job);
    co_await m_computer.release(stop);
    if (!outcome)
        co_return toolError(outcome.error());
    co_return std::move(*outcome);
}

QCoro::Task<Result<ToolOutcome>> ActOnTool::carryOut(Job job)
{
    const QString &action = job.asked.action;
    const Result<ElementNow> found = co_await touch(job, ElementDeed::Look);
    if (!found)
        co_return fail(found.error());
    if (isAlready(action, found->element)) {
        const ToolOutcome nothing{.text = u"Nothing was to be done."_s};
        Result<ToolOutcome> outcome = co_await answer(job, nothing);
        co_return outcome;
    }
    if (found->element.states.contains("disabled"_L1) && action != "scroll_to"_L1)
        co_return refused(u"%1 is disabled: nothing was done."_s.arg(words(job.told)));
    const Result<ElementNow> now = co_await broughtIntoSight(job, *found);
    if (!now)
        co_return fail(now.error());
    if (action == "scroll_to"_L1 && !isInSight(*now))
        co_return refused(
            u"%1 cannot be scrolled to this way: scroll with the mouse."_s.arg(words(job.told)));
    Result<ToolOutcome> outcome = ToolOutcome{};
    if (job.asked.types())
        outcome = co_await typed(job, *now);
    else
        outcome = co_await byHand(job, *now);
    if (!outcome)
        co_return outcome;
    const QRect place = placeInPicture(now->element, scale());
    if (isInSight(*now))
        outcome->details.insert(u"region"_s, asArray(place));
    Result<ToolOutcome> whole = co_await answer(job, std::move(*outcome));
    co_return whole;
}

bool ActOnTool::isInSight(const ElementNow &now) const
{
    return now.isShowing && !placeInPicture(now.element, scale()).isEmpty();
}

QCoro::Task<Result<ElementNow>> ActOnTool::touch(Job job, ElementDeed deed)
{
    const auto now = co_await m_touch(job.told.key, deed, job.asked.text, job.stop);
    if (!now)
        co_return fail(now.error());
    const QString was = words(job.told);
    if (!*now)
        co_return refused(u"%1, %2, is not there any more. Nothing was done: call elements to see "
                          "what there is."_s.arg(job.asked.id, was));
    if (const QString is = words((*now)->element); is != was)
        co_return refused(u"%1 was %2 and is %3 now. Nothing was done: call elements to see what "
                          "there is."_s.arg(job.asked.id, was, is));
    co_return **now;
}

QCoro::Task<Result<ElementNow>> ActOnTool::broughtIntoSight(Job job, ElementNow now)
{
    if (isInSight(now))
        co_return now;
    const Result<ElementNow> asked = co_await touch(job, ElementDeed::Scroll);
    if (!asked)
        co_return fail(asked.error());
    const Result<ToolOutcome> still = co_await hand(DoNothing(), false, job.stop);
    if (!still)
        co_return fail(still.error());
    Result<ElementNow> after = co_await touch(job, ElementDeed::Look);
    co_return after;
}

QCoro::Task<Result<ToolOutcome>> ActOnTool::hand(InputAction action, bool look,
                                                 std::stop_token stop)
{
    const Act act{.action = action, .done = {}};
    Result<ToolOutcome> outcome = co_await m_computer.act(act, look, stop);
    co_return outcome;
}

QCoro::Task<Result<ToolOutcome>> ActOnTool::byHand(Job job, ElementNow now)
{
    const QString &action = job.asked.action;
    const bool isOutOfReach = !isInSight(now) || now.isCovered;
    Result<ToolOutcome> outcome = ToolOutcome{};
    if (action == "scroll_to"_L1) {
        outcome = co_await hand(DoNothing(), job.look, job.stop);
    } else if (action == "focus"_L1) {
        const Result<> given = co_await giveKeyboard(job, now);
        if (!given)
            co_return fail(given.error());
        outcome = co_await hand(DoNothing(), job.look, job.stop);
    } else if (isOutOfReach) {
        outcome = co_await byProgram(job, now);
    } else {
        const QRect screen(QPoint(), m_computer.screenSize());
        const InputAction click = clickOf(action, now.element.place.intersected(screen).center());
        outcome = co_await hand(click, job.look, job.stop);
    }
    co_return outcome;
}

QCoro::Task<Result<ToolOutcome>> ActOnTool::typed(Job job, ElementNow now)
{
    const bool isChoice = job.asked.action == "select"_L1;
    if (isChoice ? now.element.role != "combo box"_L1 : !takesText(now.element))
        co_return refused(u"%1 takes no text: nothing was done."_s.arg(words(job.told)));
    if (!isInSight(now) || now.isCovered) {
        Result<ToolOutcome> filled = co_await byProgram(job, now);
        co_return filled;
    }
    const Result<> given = co_await giveKeyboard(job, now);
    if (!given)
        co_return fail(given.error());
    if (!isChoice) {
        const InputAction all = PressKeys{.keys = u"ctrl+a"_s};
        const Result<ToolOutcome> selected = co_await hand(all, false, job.stop);
        if (!selected)
            co_return fail(selected.error());
    }
    InputAction text = TypeText{job.asked.text};
    if (job.asked.text.isEmpty())
        text = PressKeys{.keys = u"BackSpace"_s};
    Result<ToolOutcome> outcome = co_await hand(text, job.look, job.stop);
    co_return outcome;
}

// By a click, as people do, where that chooses nothing yet.
QCoro::Task<Result<>> ActOnTool::giveKeyboard(Job job, ElementNow now)
{
    const bool mayClick = takesText(now.element) && job.asked.action != "select"_L1 &&
                          isInSight(now) && !now.isCovered;
    if (mayClick) {
        const QRect screen(QPoint(), m_computer.screenSize());
        const InputAction click = Click{.at = now.element.place.intersected(screen).center()};
        const Result<ToolOutcome> clicked = co_await hand(click, false, job.stop);
        if (!clicked)
            co_return fail(clicked.error());
    }
    for (const ElementDeed deed : {ElementDeed::Look, ElementDeed::Focus, ElementDeed::Look}) {
        const auto seen = co_await m_touch(job.told.key, deed, QString(), job.stop);
        if (!seen)
            co_return fail(seen.error());
        if (*seen && (*seen)->element.states.contains("focused"_L1))
            co_return Result<>();
    }
    co_return refused(u"%1 does not take the keyboard: nothing was typed."_s.arg(words(job.told)));
}

// Without mouse and keyboard, and so unseen: there is no place for them.
QCoro::Task<Result<ToolOutcome>> ActOnTool::byProgram(Job job, ElementNow now)
{
    static const QStringList hands{u"double_click"_s, u"right_click"_s};
    const QString why = now.isCovered ? u"it is covered by a window of another program"_s
                                      : u"it is not on the screen"_s;
    const bool isText = job.asked.types();
    const bool namesSecrets = !secretsNamedIn(job.asked.text).isEmpty();
    if (hands.contains(job.asked.action) || namesSecrets ||
        (isText && job.asked.action == "select"_L1))
        co_return refused(u"Nothing was done: %1. Bring it to the front first."_s.arg(why));
    const ElementDeed deed = isText ? ElementDeed::Fill : ElementDeed::Press;
    const Result<ElementNow> done = co_await touch(job, deed);
    if (!done)
        co_return fail(done.error());
    if (!done->isDone)
        co_return refused(u"Nothing was done: %1, and its program offers no other way."_s.arg(why));
    Result<ToolOutcome> outcome = co_await hand(DoNothing(), job.look, job.stop);
    if (outcome)
        outcome->text = withNote(outcome->text, u"[Done without the mouse: %1.]"_s.arg(why));
    co_return outcome;
}

QCoro::Task<ActOnTool::Seen> ActOnTool::lookAfter(Job job)
{
    const Deadline deadline(m_clock, kLongestCatchUp);
    Deadline still(m_clock, kStandsStill);
    Seen now = co_await m_touch(job.told.key, ElementDeed::Look, QString(), job.stop);
    while (now && *now && !saysAllTyped(job.asked, (*now)->element) && !still.hasPassed() &&
           !deadline.hasPassed()) {
        if (co_await sleepFor(m_clock, kBetweenLooks, job.stop) == Woken::Stopped)
            break;
        Seen next = co_await m_touch(job.told.key, ElementDeed::Look, QString(), job.stop);
        if (next && *next && (*next)->element.value != (*now)->element.value)
            still = Deadline(m_clock, kStandsStill);
        now = std::move(next);
    }
    co_return now;
}

QCoro::Task<Result<ToolOutcome>> ActOnTool::answer(Job job, ToolOutcome outcome)
{
    const Seen now = co_await lookAfter(job);
    QString row = u"%1 is not there any more."_s.arg(job.asked.id);
    if (now && *now)
        row = rowOf((*now)->element, job.asked.id, scale());
    outcome.text = withNote(outcome.text.isEmpty() ? u"Done."_s : outcome.text, u"Now: "_s + row);
    co_return outcome;
}

} // namespace pilothouse
