#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonValue>

#include <functional>
#include <memory>
#include <stop_token>

namespace pilothouse {

/// The calls that are going on, for clients that give one up by its id. Main thread.
class RunningCalls
{
    Q_DISABLE_COPY_MOVE(RunningCalls)
public:
    RunningCalls() = default;

    /// One call, as long as somebody keeps this.
    class Call
    {
        Q_DISABLE_COPY_MOVE(Call)
    public:
        /// `outer`: the client is gone, or the server ends; `isGivenUpThen`: who goes gives it up.
        Call(RunningCalls &calls, QByteArray key, const std::stop_token &outer, bool isGivenUpThen);
        ~Call();

        std::stop_token token() const { return m_stop.get_token(); }
        /// Its client gave it up by cancel(): there is nobody to answer.
        bool isWithdrawn() const { return m_isWithdrawn; }
        const std::shared_ptr<bool> &isCancelled() const { return m_isCancelled; }

    private:
        friend class RunningCalls;
        RunningCalls &m_calls;
        QByteArray m_key;
        std::stop_source m_stop;
        bool m_isWithdrawn = false;
        std::shared_ptr<bool> m_isCancelled = std::make_shared<bool>(false);
        std::stop_callback<std::function<void()>> m_forward;
    };

    /// Nothing happens where there is none, or no client to tell from others.
    void cancel(const QByteArray &key);
    /// Of a client's request.
    static QByteArray keyOf(const QByteArray &client, const QJsonValue &id);

private:
    QHash<QByteArray, Call *> m_calls;
};

} // namespace pilothouse
