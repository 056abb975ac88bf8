#pragma once

#include <QtGlobal>

#include <memory>

namespace pilothouse {

/// What one client has half sent and we hold until the rest comes, as a part of what is held of
/// all clients of a FrontDoor. Main thread.
class HeldBytes
{
    Q_DISABLE_COPY_MOVE(HeldBytes)
public:
    explicit HeldBytes(std::shared_ptr<qint64> ofAll) : m_ofAll(std::move(ofAll)) {}
    ~HeldBytes() { set(0); }

    void set(qint64 bytes)
    {
        *m_ofAll += bytes - m_own;
        m_own = bytes;
    }
    void add(qint64 bytes) { set(m_own + bytes); }
    qint64 own() const { return m_own; }
    qint64 ofAll() const { return *m_ofAll; }

private:
    std::shared_ptr<qint64> m_ofAll; ///< may outlive the door
    qint64 m_own = 0;
};

} // namespace pilothouse
