// What may be asked of a session, and done with it.
#include "qml/client/answer.h"
#include "qml/client/item_fields.h"
#include "qml/client/server_connection.h"
#include "qml/client/session.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

QVariantMap messageOf(const QString &text, const QVariantList &images)
{
    QVariantMap body;
    if (!text.isEmpty())
        body.insert(u"message"_s, text);
    QVariantList pictures;
    for (const QVariant &image : images)
        pictures.append(QVariantMap{{u"data"_s, image.toMap().value(u"data"_s)}});
    if (!pictures.isEmpty())
        body.insert(u"images"_s, pictures);
    return body;
}

} // namespace

QString ViewedSession::title() const
{
    return SessionList::titleOf(m_record);
}

bool ViewedSession::isBusy() const
{
    return status() == "running"_L1 || status() == "awaiting_approval"_L1;
}

QUrl ViewedSession::desktopUrl() const
{
    return m_server.doors().socketAddress(pathTo(u"vnc?viewer="_s + m_server.viewerId()));
}

QString ViewedSession::authorization() const
{
    return QString::fromUtf8(m_server.doors().authorization());
}

QByteArray ViewedSession::certificate() const
{
    return m_server.doors().certificate().toLatin1();
}

QString ViewedSession::keyAt(qint64 seq) const
{
    const qint64 at = seq - now().firstSeq;
    const QVariantMap event = m_events.value(at).toMap();
    const QVariantMap content = event.value(u"content"_s).toMap();
    const bool isCall = event.value(u"type"_s).toString() == "tool_use"_L1;
    const QString own = u'e' + QString::number(seq);
    for (const QString &key : {content.value(isCall ? u"id"_s : u"tool_use_id"_s).toString(), own,
                               QString(own + u"-thinking"_s)})
        if (m_items.rowOf(key) >= 0)
            return key;
    for (int row = m_items.count() - 1; row >= 0; --row) {
        const qint64 place = m_items.at(row).value(kSeq).toLongLong();
        if (row == 0 || (place > 0 && place <= seq))
            return m_items.at(row).value(kKey).toString();
    }
    return {};
}

QString ViewedSession::linkTo(qint64 seq) const
{
    QUrl url = m_server.doors().address(u"ui/"_s);
    url.setFragment(u"%1/%2"_s.arg(m_id).arg(seq));
    return url.toString(QUrl::FullyEncoded);
}

Answer *ViewedSession::send(const QString &text, const QVariantList &images)
{
    return m_server.post(pathTo(u"messages"_s), messageOf(text, images));
}

QString ViewedSession::filePath(const QString &path) const
{
    const QString whole = QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    return pathTo(whole.isEmpty() ? u"files"_s : u"files/"_s + whole);
}

Answer *ViewedSession::sendTo(const QString &session, const QString &text)
{
    return m_server.post(u"sessions/%1/messages"_s.arg(encoded(session)), messageOf(text, {}));
}

Answer *ViewedSession::interrupt()
{
    return m_server.post(pathTo(u"interrupt"_s));
}

Answer *ViewedSession::pause()
{
    return m_server.post(pathTo(u"pause"_s));
}

Answer *ViewedSession::resume()
{
    return m_server.post(pathTo(u"resume"_s));
}

Answer *ViewedSession::decide(const QString &toolUse, const QString &decision,
                              const QVariantMap &fields)
{
    QVariantMap body = fields;
    body.insert(u"decision"_s, decision);
    return m_server.post(pathTo(u"approvals/"_s + encoded(toolUse)), body);
}

Answer *ViewedSession::takeWheel(const QString &name)
{
    return m_wheel.take(name);
}

Answer *ViewedSession::handBack()
{
    return m_wheel.handBack();
}

/// What no event tells of is in the record.
Answer *ViewedSession::refreshAfter(Answer *answer)
{
    connect(answer, &Answer::done, this, &ViewedSession::refresh);
    return answer;
}

Answer *ViewedSession::rename(const QString &title)
{
    return change({{u"title"_s, title}});
}

Answer *ViewedSession::change(const QVariantMap &fields)
{
    return refreshAfter(m_server.patch(m_path, fields));
}

Answer *ViewedSession::finish()
{
    Answer *answer = m_server.patch(pathTo(u"finish"_s), QVariantMap());
    connect(answer, &Answer::done, this, [this](const QVariant &record) {
        m_reducer.standing().status = record.toMap().value(u"status"_s).toString();
        takeRecord(record.toMap());
    });
    return answer;
}

Answer *ViewedSession::remove()
{
    return m_server.remove(m_path);
}

Answer *ViewedSession::fork(qint64 seq)
{
    return m_server.post(pathTo(u"fork"_s), QVariantMap{{u"seq"_s, seq}});
}

Answer *ViewedSession::allowHost(const QString &host)
{
    return m_server.post(pathTo(u"egress/hosts"_s), QVariantMap{{u"host"_s, host}});
}

Answer *ViewedSession::askAgain(const QString &grant)
{
    return refreshAfter(m_server.remove(pathTo(u"grants/"_s + encoded(grant))));
}

Answer *ViewedSession::secrets()
{
    return m_server.get(pathTo(u"secrets"_s));
}

Answer *ViewedSession::giveSecret(const QString &name, const QVariantMap &secret)
{
    return m_server.put(pathTo(u"secrets/"_s + encoded(name)), secret);
}

Answer *ViewedSession::takeBackSecret(const QString &name)
{
    return m_server.remove(pathTo(u"secrets/"_s + encoded(name)));
}

} // namespace pilothouse
