#include "support/fake_workbench.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

class FakeWorkbench final : public Workbench
{
public:
    explicit FakeWorkbench(FakeWorkbenches &shared) : m_shared(shared), m_tools(makeTools(shared))
    {
    }
    ToolBox &tools() override { return m_tools; }
    Display *display() override { return m_shared.display; }
    RfbAccess rfb() const override { return {.socket = m_shared.rfbSocket}; }
    QCoro::Task<Result<ScreenElements>> elements(std::stop_token) override
    {
        co_return Result<ScreenElements>(m_shared.elements);
    }
    QCoro::Task<Result<ShellLineEnd>> command(QString line, std::chrono::milliseconds,
                                              std::stop_token) override
    {
        m_shared.commands.append(line);
        co_return Result<ShellLineEnd>(m_shared.commandEnd);
    }
    QCoro::Task<> releaseInput() override
    {
        ++m_shared.released;
        co_return;
    }
    void allowHost(const QString &entry) override { m_shared.allowedHosts.append(entry); }

private:
    static std::vector<std::unique_ptr<Tool>> makeTools(FakeWorkbenches &shared)
    {
        std::vector<std::unique_ptr<Tool>> tools;
        for (const QString &name : toolNames())
            tools.push_back(std::make_unique<FakeTool>(name, shared.calls, shared.behaviour));
        return tools;
    }

    FakeWorkbenches &m_shared;
    ToolBox m_tools;
};

} // namespace

QCoro::Task<ToolOutcome> FakeTool::run(ToolCall call, std::stop_token stop)
{
    m_calls.append(call);
    if (m_behaviour) {
        const ToolOutcome outcome = co_await m_behaviour(call, stop);
        co_return outcome;
    }
    ToolOutcome outcome;
    outcome.text = u"ok"_s;
    if (call.tool == "computer"_L1 && call.look) {
        ToolPicture picture;
        picture.bytes = "picture " + QByteArray::number(m_calls.size());
        picture.mediaType = u"image/png"_s;
        picture.size = QSize(1, 1);
        outcome.picture = picture;
    }
    co_return outcome;
}

WorkbenchFactory FakeWorkbenches::factory()
{
    return [this](SessionRecord, const Secrets &,
                  std::stop_token) -> QCoro::Task<Result<std::unique_ptr<Workbench>>> {
        if (openError)
            co_return fail(*openError);
        ++opened;
        std::unique_ptr<Workbench> bench = std::make_unique<FakeWorkbench>(*this);
        last = bench.get();
        co_return bench;
    };
}

} // namespace pilothouse
