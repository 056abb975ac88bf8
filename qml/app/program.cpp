#include "qml/app/program.h"

#include "qml/app/server_link.h"

#include <QCoreApplication>
#include <QJSValue>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace

Program::Program(QObject *parent) : QObject(parent)
{
    // Not quit(), which asks the windows: they ask the person before, and say no while they do.
    connect(
        &m_own, &OwnServer::stopped, this, [] { QCoreApplication::exit(); }, Qt::QueuedConnection);
    connect(&m_own, &OwnServer::changed, this, [this] {
        emit hasOwnChanged();
        if (m_own.state() != OwnServer::Ready)
            return;
        const auto link = readServerLink(m_own.link());
        m_server.connectTo(link->url, link->token);
    });
    connect(&m_keyring, &Keyring::found, this, [this](const QString &name, const QString &token) {
        if (token.isEmpty())
            return; // it was tried without one
        if (name == nameOf(m_server.url()) && m_server.state() != ServerConnection::Online)
            enterServer(m_server.url(), token);
    });
    connect(&m_server, &ServerConnection::stateChanged, this, &Program::takeState);
}

void Program::startOwn(Config config)
{
    m_own.start(std::move(config));
}

QString Program::connectTo(const QString &text)
{
    const auto link = readServerLink(text);
    if (!link)
        return link.error().message;
    m_keepToken = !link->token.isEmpty();
    enterServer(link->url, link->token);
    if (link->token.isEmpty())
        m_keyring.find(nameOf(link->url));
    return {};
}

void Program::enterServer(const QUrl &url, const QString &token)
{
    m_token = token;
    m_server.connectTo(url, token, m_known.certificate(url));
}

void Program::useToken(const QString &token, bool keep)
{
    m_keepToken = keep;
    enterServer(m_server.url(), token.trimmed());
}

void Program::trustCertificate()
{
    m_known.trust(m_server.url(), m_server.certificate());
    enterServer(m_server.url(), m_token);
}

void Program::takeState()
{
    if (m_server.state() != ServerConnection::Online || m_own.state() == OwnServer::Ready)
        return;
    m_known.remember(m_server.url());
    if (std::exchange(m_keepToken, false) && !m_token.isEmpty())
        m_keyring.keep(nameOf(m_server.url()), m_token);
}

void Program::comeBack(const QString &link)
{
    const auto wanted = readServerLink(link);
    const bool isThere = wanted && wanted->url == m_server.url() &&
                         (m_server.state() == ServerConnection::Online || wanted->token.isEmpty());
    if (!link.isEmpty() && wanted && !isThere)
        connectTo(link);
    emit raiseRequested();
}

void Program::forget(const QString &server)
{
    m_known.forget(server);
    m_keyring.forget(server);
}

void Program::keepLook(const QString &key, const QVariant &value)
{
    // An object of QML comes as it is there, which cannot be written.
    const bool isObject = value.metaType() == QMetaType::fromType<QJSValue>();
    m_looks.setValue(u"window/"_s + key, isObject ? value.value<QJSValue>().toVariant() : value);
}

QVariant Program::keptLook(const QString &key) const
{
    return m_looks.value(u"window/"_s + key);
}

void Program::quit()
{
    if (m_quitting)
        return;
    m_quitting = true;
    m_notifications.closeAll();
    m_server.disconnectFrom();
    m_own.stop(); // tells also if there is nothing to stop
}

} // namespace pilothouse
