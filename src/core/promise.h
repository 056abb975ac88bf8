#pragma once

#include <QCoreApplication>

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace pilothouse {

/// What a callback gives once and one coroutine awaits, both on the main thread. The coroutine goes
/// on from the event loop, never inside set(). Where every event of a session waits, QPromise would
/// show: its watcher posts three events for each wait and asks how many processors there are.
template <typename Value> class Promise
{
public:
    void set(Value value) const
    {
        m_shared->value.emplace(std::move(value));
        if (m_shared->waiting)
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [waiting = m_shared->waiting] { waiting.resume(); },
                Qt::QueuedConnection);
    }

    // What co_await asks for.
    bool await_ready() const noexcept { return m_shared->value.has_value(); }
    void await_suspend(std::coroutine_handle<> waiting) const noexcept
    {
        m_shared->waiting = waiting;
    }
    Value await_resume() const { return *m_shared->value; }

private:
    struct Shared
    {
        std::optional<Value> value;
        std::coroutine_handle<> waiting;
    };
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>(); ///< by all copies
};

} // namespace pilothouse
