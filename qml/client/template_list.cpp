#include "qml/client/template_list.h"

#include "qml/client/answer.h"
#include "qml/client/server_connection.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kTemplateId = u"id"_s;
const auto kTemplates = u"templates"_s;

QString templateName(const QVariant &one)
{
    return one.toMap().value(u"name"_s).toString();
}

QVariantList allBut(QVariantList all, const QString &id)
{
    all.removeIf([&id](const QVariant &one) { return one.toMap().value(kTemplateId) == id; });
    return all;
}

} // namespace

TemplateList::TemplateList(QObject *parent) : QObject(parent) {}

ServerConnection *TemplateList::server() const
{
    return m_server;
}

void TemplateList::setServer(ServerConnection *server)
{
    if (server == m_server)
        return;
    m_server = server;
    if (server) {
        connect(server, &ServerConnection::infoChanged, this, &TemplateList::load);
        if (server->state() == ServerConnection::Online)
            load();
    }
    emit changed();
}

Answer *TemplateList::load()
{
    Answer *answer = m_server->get(kTemplates);
    connect(answer, &Answer::done, this, [this](const QVariant &all) { take(all.toList()); });
    return answer;
}

Answer *TemplateList::save(const QVariantMap &content)
{
    QVariantMap body = content;
    const QString id = body.take(kTemplateId).toString();
    Answer *answer = id.isEmpty() ? m_server->post(kTemplates, body)
                                  : m_server->put(kTemplates + u'/' + id, body);
    connect(answer, &Answer::done, this, [this](const QVariant &saved) {
        const QString own = saved.toMap().value(kTemplateId).toString();
        take(allBut(m_all, own) + QVariantList{saved});
    });
    return answer;
}

Answer *TemplateList::remove(const QString &id)
{
    Answer *answer = m_server->remove(kTemplates + u'/' + id);
    connect(answer, &Answer::done, this, [this, id] { take(allBut(m_all, id)); });
    return answer;
}

void TemplateList::take(QVariantList all)
{
    std::stable_sort(all.begin(), all.end(), [](const QVariant &one, const QVariant &other) {
        return QString::localeAwareCompare(templateName(one), templateName(other)) < 0;
    });
    m_all = std::move(all);
    emit changed();
}

} // namespace pilothouse
