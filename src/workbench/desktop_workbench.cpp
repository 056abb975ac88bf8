#include "workbench/desktop_workbench.h"

#include "desktop/desktop.h"
#include "desktop/screen_page.h"
#include "desktop/shown_texts.h"
#include "tools/bash_tool.h"
#include "tools/clipboard_tool.h"
#include "tools/computer_tool.h"
#include "tools/edit_tool.h"
#include "tools/elements/act_on_tool.h"
#include "tools/elements/elements_tool.h"
#include "tools/elements/read_page_tool.h"
#include "tools/waiting/wait_for_tool.h"
#include "tools/windows/windows_tool.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

PictureFrame pictureFrame(const BenchPlan &plan)
{
    return {plan.pictureSize, plan.coordinates};
}

/// Where the keyboard of a desktop is now.
QCoro::Task<TypingPlace> typingPlace(Desktop &desktop, std::stop_token stop)
{
    TypingPlace place;
    const Result<FocusedWindow> window = co_await desktop.display().focusedWindow(stop);
    if (window)
        place.window = window->names;
    const Result<KeyboardFocus> focus = co_await desktop.keyboardFocus(stop);
    if (!focus) {
        place.unknown = focus.error().message;
        co_return place;
    }
    place.document = focus->document;
    place.page = focus->page;
    place.hidesText = focus->hidesText;
    co_return place;
}

/// Where one of `texts` shows on it; where nothing tells it, nowhere.
QCoro::Task<QList<QRect>> placesOf(const Desktop &desktop, QStringList texts, const Clock &clock,
                                   std::stop_token stop)
{
    const auto programs = desktop.tellingPrograms();
    if (!programs)
        co_return QList<QRect>();
    const Result<QList<QRect>> places = co_await placesOfTexts(**programs, texts, clock, stop);
    co_return places.value_or(QList<QRect>());
}

/// What programs tell of themselves is needed for it, and costs time and memory.
bool isAboutElements(const QString &tool)
{
    static const QStringList tools{u"elements"_s, u"act_on"_s, u"read_page"_s, u"wait_for"_s};
    return tools.contains(tool);
}

/// For a tool that others use as well.
class SharedTool final : public Tool
{
public:
    explicit SharedTool(Tool &tool) : m_tool(tool) {}
    QString name() const override { return m_tool.name(); }
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override
    {
        return m_tool.run(std::move(call), std::move(stop));
    }

private:
    Tool &m_tool;
};

class DesktopWorkbench final : public Workbench
{
public:
    DesktopWorkbench(std::unique_ptr<Desktop> desktop, const BenchPlan &plan,
                     const Secrets &secrets, const Clock &clock)
        : m_desktop(std::move(desktop)), m_secrets(secrets), m_clock(clock),
          m_computer(m_desktop->display(), pictureFrame(plan), clock, secrets, secretSight()),
          m_tools(makeTools(plan, clock), [this] { return m_desktop->takeNotices(); })
    {
        connect(m_desktop.get(), &Desktop::died, this, &Workbench::died);
        connect(m_desktop.get(), &Desktop::egressRefused, this, &Workbench::egressRefused);
    }

    ToolBox &tools() override { return m_tools; }
    Display *display() override { return &m_desktop->display(); }
    RfbAccess rfb() const override { return m_desktop->rfb(); }

    QCoro::Task<> releaseInput() override
    {
        co_await m_desktop->display().releaseAll(); // a dead display has nothing held
    }

    QCoro::Task<Result<ScreenElements>> elements(std::stop_token stop) override
    {
        Result<ScreenElements> found = co_await m_desktop->elements(stop);
        if (!found)
            co_return found;
        for (ScreenElement &each : found->all)
            mask(each);
        co_return found;
    }

    QCoro::Task<Result<ShellLineEnd>> command(QString line, std::chrono::milliseconds patience,
                                              std::stop_token stop) override
    {
        return runShellLine(shellLine(m_desktop->sandbox(), line), m_clock, patience,
                            std::move(stop));
    }

    void allowHost(const QString &entry) override { m_desktop->allowHost(entry); }

private:
    void mask(ScreenElement &element) const
    {
        for (QString *text : {&element.name, &element.value, &element.window})
            *text = m_secrets.masked(*text);
    }

    QCoro::Task<Result<std::optional<ElementNow>>> touch(QString key, ElementDeed deed,
                                                         QString text, std::stop_token stop)
    {
        const auto programs = m_desktop->tellingPrograms();
        if (!programs)
            co_return fail(programs.error());
        auto now = co_await elementNow(**programs, key, deed, text, m_clock, stop);
        if (now && *now)
            mask((*now)->element);
        co_return now;
    }

    QCoro::Task<Result<ScreenPage>> page(std::stop_token stop)
    {
        const auto programs = m_desktop->tellingPrograms();
        if (!programs)
            co_return fail(programs.error());
        auto found = co_await screenPage(**programs, m_clock, stop);
        if (!found)
            co_return found;
        found->title = m_secrets.masked(found->title);
        found->address = m_secrets.masked(found->address);
        for (PagePiece &piece : found->pieces) {
            piece.text = m_secrets.masked(piece.text);
            mask(piece.element);
        }
        co_return found;
    }

    SecretSight secretSight()
    {
        Desktop &desktop = *m_desktop;
        return {
            .place =
                [&desktop](std::stop_token stop) { return typingPlace(desktop, std::move(stop)); },
            .find =
                [this, &desktop](QStringList texts, std::stop_token stop) {
                    return placesOf(desktop, std::move(texts), m_clock, std::move(stop));
                }};
    }

    std::vector<std::unique_ptr<Tool>> makeTools(const BenchPlan &plan, const Clock &clock)
    {
        std::vector<std::unique_ptr<Tool>> tools;
        tools.push_back(std::make_unique<SharedTool>(m_computer));
        tools.push_back(std::make_unique<BashTool>(m_desktop->sandbox(), clock,
                                                   BashToolOptions{.secrets = &m_secrets}));
        tools.push_back(std::make_unique<EditTool>(m_desktop->sandbox()));
        addElementTools(tools, plan);
        addScreenTools(tools, plan);
        std::erase_if(tools, [&](const auto &tool) { return !plan.tools.contains(tool->name()); });
        return tools;
    }

    void addElementTools(std::vector<std::unique_ptr<Tool>> &tools, const BenchPlan &plan)
    {
        tools.push_back(std::make_unique<ElementsTool>(
            m_desktop->display(), pictureFrame(plan), m_ids,
            [this](std::stop_token stop) { return elements(std::move(stop)); }));
        tools.push_back(std::make_unique<ActOnTool>(
            m_computer, plan.tools.contains(m_computer.name()), m_ids,
            [this](QString key, ElementDeed deed, QString text, std::stop_token stop) {
                return touch(std::move(key), deed, std::move(text), std::move(stop));
            },
            m_clock));
        tools.push_back(std::make_unique<ReadPageTool>(
            m_ids, [this](std::stop_token stop) { return page(std::move(stop)); }));
    }

    void addScreenTools(std::vector<std::unique_ptr<Tool>> &tools, const BenchPlan &plan)
    {
        Display &display = m_desktop->display();
        tools.push_back(std::make_unique<WindowsTool>(
            display, m_computer, plan.tools.contains(m_computer.name()), m_windowIds, m_secrets));
        tools.push_back(std::make_unique<ClipboardTool>(display, m_secrets));
        WaitForTool::Sight sight{
            .display = display,
            .elements = [this](std::stop_token stop) { return elements(std::move(stop)); },
            .file = [this](const QString &path) { return fileSize(m_desktop->sandbox(), path); }};
        tools.push_back(std::make_unique<WaitForTool>(std::move(sight), pictureFrame(plan), m_ids,
                                                      m_windowIds, m_secrets, m_clock));
    }

    std::unique_ptr<Desktop> m_desktop;
    const Secrets &m_secrets;
    const Clock &m_clock;
    ComputerTool m_computer;
    ElementIds m_ids;
    WindowIds m_windowIds;
    ToolBox m_tools; // uses all of them
};

} // namespace

QCoro::Task<Result<std::unique_ptr<Workbench>>>
openDesktopWorkbench(BenchPlan plan, DesktopConfig config, const Clock &clock,
                     const Secrets &secrets, std::stop_token stop)
{
    config.size = plan.displaySize;
    config.locale = plan.locale;
    config.timeZone = plan.timeZone;
    config.software = plan.software;
    config.egressAsked = config.egressAsked || plan.egressAsked;
    config.egress = plan.egress;
    // Which page has the keyboard, and where a value shows, programs tell by no other way.
    config.accessibility = config.accessibility || plan.accessibility || !secrets.all().isEmpty() ||
                           std::ranges::any_of(plan.tools, isAboutElements);
    auto desktop = co_await Desktop::open(plan.session, config, clock, stop);
    if (!desktop)
        co_return fail(desktop.error());
    std::unique_ptr<Workbench> bench =
        std::make_unique<DesktopWorkbench>(*std::move(desktop), plan, secrets, clock);
    co_return bench;
}

} // namespace pilothouse
