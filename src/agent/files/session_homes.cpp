#include "agent/files/session_homes.h"

#include "sandbox/files/open_file.h"
#include "sandbox/session_home.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

namespace {

class LocalFile final : public HomeFile
{
public:
    explicit LocalFile(std::shared_ptr<const Descriptor> file) : m_file(std::move(file)) {}
    QCoro::Task<Result<QByteArray>> read(qint64 offset, qint64 most) override
    {
        co_return readAt(*m_file, offset, most);
    }

private:
    std::shared_ptr<const Descriptor> m_file;
};

} // namespace

HomeFile::~HomeFile() = default;
SessionHomes::~SessionHomes() = default;

QCoro::Task<Result<HomeContent>> LocalHomes::open(SessionId session, QString path)
{
    const auto item = co_await QtConcurrent::run(openInHome, m_desktop, session, path);
    if (!item)
        co_return fail(item.error());
    HomeContent content;
    content.size = item->size;
    content.entries = item->entries;
    if (item->file)
        content.file = std::make_shared<LocalFile>(item->file);
    co_return content;
}

QCoro::Task<Result<Written>> LocalHomes::write(SessionId session, QString path, QByteArray bytes,
                                               IfThere ifThere)
{
    const Result<Written> written =
        co_await QtConcurrent::run(writeInHome, m_desktop, session, path, bytes, ifThere);
    co_return written;
}

QCoro::Task<Result<>> LocalHomes::remove(SessionId session, QString path)
{
    const Result<> removed = co_await QtConcurrent::run(removeInHome, m_desktop, session, path);
    co_return removed;
}

QCoro::Task<Result<>> LocalHomes::forget(SessionId session)
{
    const Result<> removed = co_await QtConcurrent::run(removeHome, m_desktop, session);
    co_return removed;
}

} // namespace pilothouse
