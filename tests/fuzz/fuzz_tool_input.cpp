#include "core/json.h"
#include "screen/chord.h"
#include "support/fake_display.h"
#include "support/local_sandbox.h"
#include "tools/bash_tool.h"
#include "tools/computer_tool.h"
#include "tools/edit_tool.h"
#include "tools/call_description.h"
#include "tools/tool_box.h"

#include <QCoreApplication>

#include <cstdlib>

// Whatever a model sends as a tool's input: nothing crashes, each call gets an answer that the API
// takes, no action leaves the screen, and no command is found (the sandbox starts nothing).

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kScreen(64, 40);
constexpr QSize kPicture(32, 20);

class FuzzSandbox final : public Sandbox
{
public:
    SandboxMode mode() const override { return SandboxMode::None; }
    QString homeInside() const override { return m_local.homeInside(); }
    SandboxedCommand wrap(const QString &, const QStringList &, const QList<int> &) const override
    {
        return {u"/nonexistent"_s, {}, {}, homeInside()};
    }
    int killTree(const QString &) override { return 0; }
    Result<QString> hostPath(const QString &insidePath, bool forWriting) const override
    {
        return m_local.hostPath(insidePath, forWriting);
    }

private:
    LocalSandbox m_local;
};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

struct StaysOnScreen
{
    static void check(QPoint point) { require(QRect(QPoint(0, 0), kScreen).contains(point)); }
    static void check(const std::optional<QPoint> &point) { check(point.value_or(QPoint())); }
    static void check(const QString &modifiers) { require(parseModifiers(modifiers).has_value()); }

    void operator()(const MovePointer &action) const { check(action.to); }
    void operator()(const Click &action) const
    {
        check(action.at);
        check(action.modifiers);
    }
    void operator()(const Scroll &action) const
    {
        check(action.at);
        check(action.modifiers);
        require(action.clicks >= 0 && action.clicks <= 100);
    }
    void operator()(const Drag &action) const
    {
        check(action.from);
        check(action.to);
        check(action.modifiers);
    }
    void operator()(const PressKeys &action) const
    {
        require(action.repeat >= 1 && action.repeat <= 100);
    }
    void operator()(const HoldKeys &action) const
    {
        require(action.duration.count() >= 0 && action.duration.count() <= 300'000);
    }
    template <typename Other> void operator()(const Other &) const {}
};

ToolCall callFrom(const QJsonObject &json)
{
    return {.id = u"1"_s,
            .toolset = json.value(u"toolset"_s).toString(),
            .name = json.value(u"name"_s).toString(),
            .tool = json.value(u"tool"_s).toString(),
            .action = json.value(u"action"_s).toString(),
            .input = json.value(u"input"_s).toObject(),
            .look = false};
}

ToolBox makeTools(FakeDisplay &display, FuzzSandbox &sandbox)
{
    std::vector<std::unique_ptr<Tool>> tools;
    static const Secrets secrets(
        {Secret{.name = QStringLiteral("A"), .value = QStringLiteral("a value")}});
    const SecretSight sight{
        .place = [](std::stop_token) -> QCoro::Task<TypingPlace> { co_return TypingPlace(); },
        .find = [](QStringList, std::stop_token) -> QCoro::Task<QList<QRect>> {
            co_return QList<QRect>();
        }};
    tools.push_back(
        std::make_unique<ComputerTool>(display, kPicture, systemClock(), secrets, sight));
    tools.push_back(std::make_unique<BashTool>(sandbox, systemClock()));
    tools.push_back(std::make_unique<EditTool>(sandbox));
    return ToolBox(std::move(tools));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 0;
    static QCoreApplication application(argc, nullptr);
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto json = parseJsonObject(text);
    if (!json)
        return 0;
    const ToolCall call = callFrom(*json);
    require(!describe(call).summary.isEmpty());
    if (call.action == "wait"_L1) // would take its time; its argument is read as others' are
        return 0;

    FakeDisplay display(kScreen);
    FuzzSandbox sandbox;
    ToolBox tools = makeTools(display, sandbox);
    const ToolOutcome outcome = QCoro::waitFor(tools.run(call, {}));

    require(wellFormed(outcome.text) == outcome.text);
    require(!outcome.isError || (!outcome.text.isEmpty() && !outcome.picture));
    require(!outcome.isError || outcome.text.toUcs4().size() <= 4096);
    for (const InputAction &action : display.actions)
        std::visit(StaysOnScreen{}, action);
    return 0;
}
