#pragma once

#include "qml/chat/attachments.h"

#include <QHash>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// What somebody has begun to write, by session, kept until it is sent: over a look at another
/// session, as long as the program runs. Main thread.
class Drafts : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;
    /// What goes with the next message; owned here.
    Q_INVOKABLE Attachments *attachments(const QString &session)
    {
        Attachments *&kept = m_attachments[session];
        if (!kept)
            kept = new Attachments(this);
        return kept;
    }
    Q_INVOKABLE QString of(const QString &session) const { return m_texts.value(session); }
    Q_INVOKABLE void keep(const QString &session, const QString &text)
    {
        if (text.isEmpty())
            m_texts.remove(session);
        else
            m_texts.insert(session, text);
    }

private:
    QHash<QString, QString> m_texts;
    QHash<QString, Attachments *> m_attachments;
};

} // namespace pilothouse
