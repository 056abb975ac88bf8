#include "sandbox/vital_process.h"

#include "core/log.h"

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kBurialPatience = 500; // ms until a killed process is buried
constexpr qsizetype kLongestLine = 4096;

} // namespace

VitalProcess::VitalProcess(QString name) : m_name(std::move(name))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, &VitalProcess::readLines);
    connect(&m_process, &QProcess::finished, this, &VitalProcess::onGone);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onGone();
    });
}

VitalProcess::~VitalProcess()
{
    m_process.disconnect(this);
    kill();
    if (isRunning())
        m_process.waitForFinished(kBurialPatience);
}

void VitalProcess::start(const SandboxedCommand &command, const QList<int> &descriptors)
{
    m_process.setProgram(command.program);
    m_process.setArguments(command.arguments);
    m_process.setProcessEnvironment(command.environment);
    m_process.setWorkingDirectory(command.workingDirectory);
    if (!m_inputOpen)
        m_process.setStandardInputFile(QProcess::nullDevice());
    if (!descriptors.isEmpty()) {
        m_process.setChildProcessModifier([descriptors] {
            for (const int descriptor : descriptors)
                fcntl(descriptor, F_SETFD, 0);
        });
    }
    m_process.start();
}

Error VitalProcess::endReason() const
{
    const QString said = m_lastLine.isEmpty() ? m_process.errorString() : m_lastLine;
    return Error{Errc::Unavailable, m_name + u" ended: "_s + said,
                 m_process.program() + u" "_s + m_process.arguments().join(u' ')};
}

void VitalProcess::kill()
{
    m_expected = true;
    if (isRunning())
        m_process.kill();
}

void VitalProcess::readLines()
{
    m_partial += m_process.readAll();
    for (qsizetype end = 0; (end = m_partial.indexOf('\n')) >= 0;) {
        const QByteArray line = m_partial.first(end).trimmed();
        m_partial.remove(0, end + 1);
        if (line.isEmpty())
            continue;
        m_lastLine = QString::fromUtf8(line);
        qCDebug(logDesktop).noquote() << m_name + u":"_s << m_lastLine;
        emit said(line);
    }
    if (m_partial.size() > kLongestLine)
        m_partial.clear();
}

void VitalProcess::onGone()
{
    readLines();
    if (!std::exchange(m_expected, true))
        emit ended(endReason());
}

} // namespace pilothouse

#include "moc_vital_process.cpp"
