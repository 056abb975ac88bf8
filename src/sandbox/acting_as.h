#pragma once

#include <QtGlobal>

#include <optional>
#include <sys/fsuid.h>
#include <unistd.h>

namespace pilothouse {

/// While it lives, the file access of this thread is judged as the given user's: the kernel holds
/// us to that user's permissions, and files are made as that user's (root is nobody in a file
/// system that belongs to a sandbox's user namespace). Without a user, or not as root, it does
/// nothing. One within another ends as the outer one.
class ActingAs
{
    Q_DISABLE_COPY_MOVE(ActingAs)
public:
    /// Without `group` the group has the user's number, as the sessions' users have it.
    explicit ActingAs(std::optional<uid_t> user, std::optional<gid_t> group = {})
        : m_changed(user && geteuid() == 0)
    {
        if (!m_changed)
            return;
        m_formerGroup = static_cast<gid_t>(setfsgid(group.value_or(*user)));
        m_formerUser = static_cast<uid_t>(setfsuid(*user));
    }
    ~ActingAs()
    {
        if (!m_changed)
            return;
        setfsuid(m_formerUser);
        setfsgid(m_formerGroup);
    }

private:
    bool m_changed;
    uid_t m_formerUser = 0;
    gid_t m_formerGroup = 0;
};

} // namespace pilothouse
