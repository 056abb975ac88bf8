#pragma once

#include "support/local_sandbox.h"
#include "tools/bash_tool.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace pilothouse {

/// A fresh shell in a fresh home for each test.
class BashFixture : public QObject
{
    Q_OBJECT
protected:
    std::unique_ptr<LocalSandbox> m_sandbox;
    std::unique_ptr<BashTool> m_bash;

    ToolOutcome run(const QString &command, std::stop_token stop = {})
    {
        const ToolCall call{.id = QStringLiteral("1"),
                            .name = QStringLiteral("bash"),
                            .tool = QStringLiteral("bash"),
                            .action = QStringLiteral("run"),
                            .input = {{QStringLiteral("command"), command}}};
        return QCoro::waitFor(m_bash->run(call, stop));
    }

    ToolOutcome restart()
    {
        const ToolCall call{.id = QStringLiteral("1"),
                            .name = QStringLiteral("bash"),
                            .tool = QStringLiteral("bash"),
                            .action = QStringLiteral("restart"),
                            .input = {{QStringLiteral("restart"), true}}};
        return QCoro::waitFor(m_bash->run(call, {}));
    }

    /// Processes that carry `text` in their command line and run in the sandbox.
    QStringList running(const QByteArray &text) const
    {
        QStringList found;
        for (const qint64 pid : m_sandbox->processes()) {
            QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
            const QByteArray line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            if (line.contains(text))
                found.append(QString::fromUtf8(line).replace(QChar(u'\0'), u' '));
        }
        return found;
    }

private slots:
    void init()
    {
        m_sandbox = std::make_unique<LocalSandbox>();
        m_bash = std::make_unique<BashTool>(*m_sandbox, systemClock());
    }

    void cleanup()
    {
        m_bash.reset();
        m_sandbox.reset();
    }
};

} // namespace pilothouse
