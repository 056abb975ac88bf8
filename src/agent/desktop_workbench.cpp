#include "agent/desktop_workbench.h"

#include "desktop/desktop.h"
#include "tools/bash_tool.h"
#include "tools/computer_tool.h"
#include "tools/edit_tool.h"

namespace pilothouse {

namespace {

class DesktopWorkbench final : public Workbench
{
public:
    DesktopWorkbench(std::unique_ptr<Desktop> desktop, const SessionOptions &options,
                     const Clock &clock)
        : m_desktop(std::move(desktop)), m_tools(makeTools(*m_desktop, options, clock),
                                                 [this] { return m_desktop->takeNotices(); })
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

    void allowHost(const QString &entry) override { m_desktop->allowHost(entry); }

private:
    static std::vector<std::unique_ptr<Tool>>
    makeTools(Desktop &desktop, const SessionOptions &options, const Clock &clock)
    {
        std::vector<std::unique_ptr<Tool>> tools;
        tools.push_back(
            std::make_unique<ComputerTool>(desktop.display(), options.pictureSize, clock));
        tools.push_back(std::make_unique<BashTool>(desktop.sandbox(), clock));
        tools.push_back(std::make_unique<EditTool>(desktop.sandbox()));
        std::erase_if(tools,
                      [&](const auto &tool) { return !options.tools.contains(tool->name()); });
        return tools;
    }

    std::unique_ptr<Desktop> m_desktop;
    ToolBox m_tools; // uses m_desktop
};

QCoro::Task<Result<std::unique_ptr<Workbench>>>
openWorkbench(DesktopConfig config, const Clock &clock, SessionRecord session, std::stop_token stop)
{
    config.size = session.options.displaySize;
    const EgressRules rules = egressOf(session);
    config.egressAsked = config.egressAsked || rules.mode != config.egress.mode;
    config.egress = rules;
    auto desktop = co_await Desktop::open(session.id, config, stop);
    if (!desktop)
        co_return fail(desktop.error());
    std::unique_ptr<Workbench> bench =
        std::make_unique<DesktopWorkbench>(*std::move(desktop), session.options, clock);
    co_return bench;
}

} // namespace

WorkbenchFactory desktopWorkbenches(DesktopConfig config, const Clock &clock)
{
    return [config, &clock](SessionRecord session, std::stop_token stop) {
        return openWorkbench(config, clock, std::move(session), std::move(stop));
    };
}

} // namespace pilothouse
