#include "remote/remote_workbench.h"

#include "wire/answers.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kReleaseTime{1'000};
}

QCoro::Task<Result<std::unique_ptr<RemoteWorkbench>>>
RemoteWorkbench::open(DeskLink::Parts parts, BenchPlan plan, const Secrets &secrets,
                      QString runtimeDir, bool onlyThere, std::stop_token stop)
{
    if (!parts.node.isPrivate() && !secrets.all().isEmpty())
        co_return fail(Errc::Denied, u"The values of secrets would go to %1 in the clear: give the "
                                     "node a certificate."_s.arg(parts.node.name()));
    std::unique_ptr<RemoteWorkbench> bench(new RemoteWorkbench(parts, plan, secrets));
    const Result<Ready> ready = co_await bench->m_link.open(onlyThere, stop);
    if (!ready)
        co_return fail(ready.error());
    bench->m_screen = std::make_unique<RemoteScreen>(bench->m_link, ready->size);
    if (!ready->speaksRfb)
        co_return bench;
    auto tunnel =
        RfbTunnel::open(runtimeDir, parts.node,
                        u"/desktops/%1/screen?fence=%2"_s.arg(plan.session.value).arg(parts.fence));
    if (!tunnel)
        co_return fail(tunnel.error());
    bench->m_tunnel = *std::move(tunnel);
    bench->m_rfbPassword = ready->rfbPassword;
    co_return bench;
}

RemoteWorkbench::RemoteWorkbench(DeskLink::Parts parts, const BenchPlan &plan,
                                 const Secrets &secrets)
    : m_link(std::move(parts), plan, secrets), m_tools(toolsOf(plan, m_link, m_targets))
{
    connect(&m_link, &DeskLink::lost, this, [this](const Error &reason) {
        m_isLost = true;
        emit died(reason);
    });
    connect(&m_link, &DeskLink::egressRefused, this, &Workbench::egressRefused);
}

RemoteWorkbench::~RemoteWorkbench()
{
    if (m_leaves)
        m_link.leave();
    else
        m_link.endDesktop();
}

std::vector<std::unique_ptr<Tool>> RemoteWorkbench::toolsOf(const BenchPlan &plan, DeskLink &link,
                                                            ToldTargets &targets)
{
    std::vector<std::unique_ptr<Tool>> tools;
    for (const QString &name : plan.tools)
        tools.push_back(std::make_unique<RemoteTool>(name, link, targets));
    return tools;
}

RfbAccess RemoteWorkbench::rfb() const
{
    return m_tunnel ? RfbAccess{m_tunnel->socket(), m_rfbPassword} : RfbAccess();
}

QCoro::Task<Result<ScreenElements>> RemoteWorkbench::elements(std::stop_token stop)
{
    const Question question = AskElements();
    const Result<WireFrame> value = co_await m_link.ask(question, stop);
    if (!value)
        co_return fail(value.error());
    co_return elementsFrom(*value);
}

QCoro::Task<Result<ShellLineEnd>>
RemoteWorkbench::command(QString line, std::chrono::milliseconds patience, std::stop_token stop)
{
    const Question question = AskCommand{.line = std::move(line), .patience = patience};
    const Result<WireFrame> value = co_await m_link.ask(question, stop);
    if (!value)
        co_return fail(value.error());
    co_return shellLineEndFrom(*value);
}

/// While the node cannot be reached a run must end nevertheless: what is held is let go of later,
/// before anything else is done.
QCoro::Task<> RemoteWorkbench::releaseInput()
{
    const Question question = LetGo();
    Result<WireFrame> done = fail(Errc::Stopped, QString());
    if (m_link.isOpen()) {
        std::stop_source late;
        Alarm patience(m_link.parts().clock);
        connect(&patience, &Alarm::rang, &patience, [&late] { late.request_stop(); });
        patience.start(kReleaseTime);
        done = co_await m_link.ask(question, late.get_token());
    }
    if (!done && done.error().code == Errc::Stopped)
        m_link.post(question);
}

} // namespace pilothouse

#include "moc_remote_workbench.cpp"
