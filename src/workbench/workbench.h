#pragma once

#include "core/egress.h"
#include "core/result.h"
#include "desktop/rfb_access.h"
#include "desktop/screen_elements.h"
#include "desktop/shell_line.h"
#include "screen/display.h"
#include "tools/tool_box.h"

#include <QCoroTask>
#include <QObject>

namespace pilothouse {

/// What a session works at: a desktop and the tools on it. Implementations: DesktopWorkbench on
/// this machine, RemoteWorkbench on another one, and FakeWorkbench (tests/support). Main thread.
/// Destroying it ends everything that runs on it.
class Workbench : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workbench)
public:
    ~Workbench() override;
    virtual ToolBox &tools() = 0;
    /// What people see of it; null: this bench has no screen. Lives as long as the bench.
    virtual Screen *display() = 0;
    /// Where the screen speaks RFB; nowhere: this bench has none.
    virtual RfbAccess rfb() const = 0;
    /// Desktop::elements(), with secrets masked. Unavailable: this bench has no screen.
    virtual QCoro::Task<Result<ScreenElements>> elements(std::stop_token stop) = 0;
    /// A line of a shell beside the model's tools, for whoever prepares or examines the bench:
    /// runShellLine().
    virtual QCoro::Task<Result<ShellLineEnd>>
    command(QString line, std::chrono::milliseconds patience, std::stop_token stop) = 0;
    /// Lets go of every key and button: after an interrupt, before a hand-over.
    virtual QCoro::Task<> releaseInput() = 0;
    /// Desktop::allowHost().
    virtual void allowHost(const QString &entry) = 0;

signals:
    /// The desktop ended by itself; nothing works on this bench any more. Fires once.
    void died(const pilothouse::Error &reason);
    /// Desktop::egressRefused.
    void egressRefused(const pilothouse::EgressRefusal &refusal);

protected:
    Workbench() = default;
};

} // namespace pilothouse
