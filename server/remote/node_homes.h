#pragma once

#include "agent/files/session_homes.h"
#include "core/clock.h"
#include "remote/home_node.h"

#include <stop_token>

namespace pilothouse {

class HomeAsker;

/// The homes of sessions whose desktops are on other machines. What is read over a link that breaks
/// goes on when the link is back within seconds; what is brought has to be brought again. Main
/// thread.
class NodeHomes final : public SessionHomes
{
public:
    struct Parts
    {
        const Clock &clock;
        qint64 fence = 0; ///< nextFence()
        /// Unavailable: no machine has them, nor has room for them.
        std::function<QCoro::Task<Result<HomeNode>>(SessionId, std::stop_token)> nodeOf;
        std::function<QCoro::Task<Result<>>(SessionId)> forget;
    };
    explicit NodeHomes(Parts parts);
    /// What is being read ends with an error.
    ~NodeHomes() override;

    QCoro::Task<Result<HomeContent>> open(SessionId session, QString path) override;
    QCoro::Task<Result<Written>> write(SessionId session, QString path, QByteArray bytes,
                                       IfThere ifThere) override;
    QCoro::Task<Result<>> remove(SessionId session, QString path) override;
    QCoro::Task<Result<>> forget(SessionId session) override;

private:
    Parts m_parts;
    std::shared_ptr<HomeAsker> m_asker; ///< open files have it, too
};

} // namespace pilothouse
