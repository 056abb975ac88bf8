#include "remote/node_homes.h"

#include "remote/home_asker.h"

namespace pilothouse {

namespace {

class NodeFile final : public HomeFile
{
public:
    struct Place
    {
        NodeAddress node;
        SessionId session;
        QString path;
        QString mark;
    };
    NodeFile(std::shared_ptr<HomeAsker> asker, Place place)
        : m_asker(std::move(asker)), m_place(std::move(place))
    {
    }

    QCoro::Task<Result<QByteArray>> read(qint64 offset, qint64 most) override
    {
        QByteArray bytes;
        while (bytes.size() < most) {
            const qint64 next = std::min(most - bytes.size(), kMostOfHomeFile);
            const HomeQuestion question = ReadHomeFile{.path = m_place.path,
                                                       .mark = m_place.mark,
                                                       .offset = offset + bytes.size(),
                                                       .most = next};
            const auto part =
                co_await m_asker->askPatiently(m_place.node, m_place.session, question);
            if (!part)
                co_return fail(part.error());
            bytes += part->bytes;
            if (part->bytes.size() < next)
                break;
        }
        co_return bytes;
    }

private:
    std::shared_ptr<HomeAsker> m_asker;
    Place m_place;
};

bool isMissing(const Error &error)
{
    return error.code == Errc::NotFound;
}

} // namespace

NodeHomes::NodeHomes(Parts parts)
    : m_parts(std::move(parts)), m_asker(std::make_shared<HomeAsker>(m_parts.clock, m_parts.fence))
{
}

NodeHomes::~NodeHomes()
{
    m_asker->stop();
}

QCoro::Task<Result<HomeContent>> NodeHomes::open(SessionId session, QString path)
{
    const auto node = co_await m_parts.nodeOf(session, std::stop_token());
    if (!node)
        co_return fail(node.error());
    const HomeQuestion question = OpenHomeItem{path};
    const auto value = co_await m_asker->ask(node->node, session, question);
    const auto finding = value ? homeFindingFrom(*value) : fail(value.error());
    const bool isNothing =
        finding ? path.isEmpty() && finding->entries.isEmpty() : isMissing(finding.error());
    if (isNothing && !node->doubt.isEmpty())
        co_return fail(Errc::Unavailable, node->doubt);
    if (!finding)
        co_return fail(finding.error());
    HomeContent content;
    content.size = finding->size;
    content.entries = finding->entries;
    if (!finding->mark.isEmpty())
        content.file = std::make_shared<NodeFile>(
            m_asker, NodeFile::Place{node->node, session, path, finding->mark});
    co_return content;
}

QCoro::Task<Result<Written>> NodeHomes::write(SessionId session, QString path, QByteArray bytes,
                                              IfThere ifThere)
{
    const auto node = co_await m_parts.nodeOf(session, std::stop_token());
    if (!node)
        co_return fail(node.error());
    const HomeQuestion question = WriteHomeFile{std::move(path), ifThere, std::move(bytes)};
    const auto value = co_await m_asker->ask(node->node, session, question);
    if (!value)
        co_return fail(value.error());
    co_return writtenFrom(*value);
}

QCoro::Task<Result<>> NodeHomes::remove(SessionId session, QString path)
{
    const auto node = co_await m_parts.nodeOf(session, std::stop_token());
    if (!node)
        co_return fail(node.error());
    const HomeQuestion question = RemoveHomeItem{std::move(path)};
    const auto value = co_await m_asker->ask(node->node, session, question);
    if (!value)
        co_return fail(value.error());
    co_return Result<>();
}

QCoro::Task<Result<>> NodeHomes::forget(SessionId session)
{
    return m_parts.forget(std::move(session));
}

} // namespace pilothouse
