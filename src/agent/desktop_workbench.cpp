#include "agent/desktop_workbench.h"

#include "desktop/desktop.h"
#include "tools/bash_tool.h"
#include "tools/computer_tool.h"
#include "tools/edit_tool.h"

namespace pilothouse {

namespace {

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
QCoro::Task<QList<QRect>> placesOf(Desktop &desktop, QStringList texts, std::stop_token stop)
{
    const Result<QList<QRect>> places = co_await desktop.placesOfTexts(texts, stop);
    co_return places.value_or(QList<QRect>());
}

class DesktopWorkbench final : public Workbench
{
public:
    DesktopWorkbench(std::unique_ptr<Desktop> desktop, const SessionOptions &options,
                     const Secrets &secrets, const Clock &clock)
        : m_desktop(std::move(desktop)), m_tools(makeTools(*m_desktop, options, secrets, clock),
                                                 [this] { return m_desktop->takeNotices(); }),
          m_secrets(secrets)
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
        for (ScreenElement &each : found->all) {
            for (QString *text : {&each.name, &each.value, &each.window})
                *text = m_secrets.masked(*text);
        }
        co_return found;
    }

    void allowHost(const QString &entry) override { m_desktop->allowHost(entry); }

private:
    static std::vector<std::unique_ptr<Tool>> makeTools(Desktop &desktop,
                                                        const SessionOptions &options,
                                                        const Secrets &secrets, const Clock &clock)
    {
        std::vector<std::unique_ptr<Tool>> tools;
        tools.push_back(std::make_unique<ComputerTool>(
            desktop.display(), options.pictureSize, clock, secrets,
            SecretSight{.place =
                            [&desktop](std::stop_token stop) {
                                return typingPlace(desktop, std::move(stop));
                            },
                        .find =
                            [&desktop](QStringList texts, std::stop_token stop) {
                                return placesOf(desktop, std::move(texts), std::move(stop));
                            }}));
        tools.push_back(std::make_unique<BashTool>(desktop.sandbox(), clock,
                                                   BashToolOptions{.secrets = &secrets}));
        tools.push_back(std::make_unique<EditTool>(desktop.sandbox()));
        std::erase_if(tools,
                      [&](const auto &tool) { return !options.tools.contains(tool->name()); });
        return tools;
    }

    std::unique_ptr<Desktop> m_desktop;
    ToolBox m_tools; // uses m_desktop
    const Secrets &m_secrets;
};

QCoro::Task<Result<std::unique_ptr<Workbench>>>
openWorkbench(DesktopConfig config, const Clock &clock, SessionRecord session,
              const Secrets &secrets, std::stop_token stop)
{
    config.size = session.options.displaySize;
    config.locale = session.options.locale;
    config.timeZone = session.options.timeZone;
    config.software = session.options.software;
    const EgressRules rules = egressOf(session);
    config.egressAsked = config.egressAsked || rules.mode != config.egress.mode;
    config.egress = rules;
    // Which page has the keyboard, and where a value shows, programs tell by no other way.
    config.accessibility = config.accessibility || !secrets.all().isEmpty();
    auto desktop = co_await Desktop::open(session.id, config, clock, stop);
    if (!desktop)
        co_return fail(desktop.error());
    std::unique_ptr<Workbench> bench =
        std::make_unique<DesktopWorkbench>(*std::move(desktop), session.options, secrets, clock);
    co_return bench;
}

} // namespace

WorkbenchFactory desktopWorkbenches(DesktopConfig config, const Clock &clock)
{
    return [config, &clock](SessionRecord session, const Secrets &secrets, std::stop_token stop) {
        return openWorkbench(config, clock, std::move(session), secrets, std::move(stop));
    };
}

} // namespace pilothouse
