#pragma once

#include "sandbox/session_files.h"

#include <QCoroTask>

#include <memory>

namespace pilothouse {

/// An open file of a session's home, on whatever machine. Main thread.
class HomeFile
{
    Q_DISABLE_COPY_MOVE(HomeFile)
public:
    virtual ~HomeFile();
    /// `most` bytes from `offset` on, fewer where the file ends. Whoever awaits it holds the file.
    /// Io: it cannot be read. Conflict: another file is there instead. Unavailable: its machine
    /// cannot be reached.
    virtual QCoro::Task<Result<QByteArray>> read(qint64 offset, qint64 most) = 0;

protected:
    HomeFile() = default;
};

/// What lies at a path of a home: a file, or what is in a folder.
struct HomeContent
{
    std::shared_ptr<HomeFile> file = {}; ///< none: it is a folder
    qint64 size = 0;                     ///< bytes, of the file
    QList<HomeEntry> entries = {};       ///< of the folder: HomeItem::entries
};

/// The home folders of sessions, with the rules of sandbox/session_files.h. Implementations:
/// LocalHomes on this machine, NodeHomes (server/remote) where desktops are on others. Main thread;
/// outlives its tasks. All may fail with Unavailable as well: the machine cannot be reached.
class SessionHomes
{
    Q_DISABLE_COPY_MOVE(SessionHomes)
public:
    virtual ~SessionHomes();
    /// openInHome().
    virtual QCoro::Task<Result<HomeContent>> open(SessionId session, QString path) = 0;
    /// writeInHome().
    virtual QCoro::Task<Result<Written>> write(SessionId session, QString path, QByteArray bytes,
                                               IfThere ifThere) = 0;
    /// removeInHome().
    virtual QCoro::Task<Result<>> remove(SessionId session, QString path) = 0;
    /// removeHome().
    virtual QCoro::Task<Result<>> forget(SessionId session) = 0;

protected:
    SessionHomes() = default;
};

class LocalHomes final : public SessionHomes
{
public:
    /// `desktop` says where they are.
    explicit LocalHomes(DesktopConfig desktop) : m_desktop(std::move(desktop)) {}

    QCoro::Task<Result<HomeContent>> open(SessionId session, QString path) override;
    QCoro::Task<Result<Written>> write(SessionId session, QString path, QByteArray bytes,
                                       IfThere ifThere) override;
    QCoro::Task<Result<>> remove(SessionId session, QString path) override;
    QCoro::Task<Result<>> forget(SessionId session) override;

private:
    DesktopConfig m_desktop;
};

} // namespace pilothouse
