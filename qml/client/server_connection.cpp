#include "qml/client/server_connection.h"

#include "core/clock.h"
#include "qml/client/answer.h"
#include "qml/client/connect_words.h"
#include "qml/client/session.h"
#include "qml/client/transfer.h"

#include <QCoreApplication>
#include <QFile>
#include <QQmlEngine>
#include <QUuid>

#include <QJSValue>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUnauthorized = 401;
constexpr int kNoLonger = 4401; // close code of the WebSockets

} // namespace

ServerConnection::ServerConnection(QObject *parent) : ServerConnection(systemClock(), parent) {}

ServerConnection::ServerConnection(const Clock &clock, QObject *parent)
    : QObject(parent), m_sessions(*this, clock), m_news(m_doors, clock), m_pause(clock),
      m_viewerId(QUuid::createUuid().toString(QUuid::WithoutBraces)), m_clock(clock)
{
    connect(&m_pause, &Alarm::rang, this, &ServerConnection::knock);
    followNews();
}

ServerConnection::~ServerConnection()
{
    for (const Opened &opened : std::as_const(m_opened))
        delete opened.session; // they use us
}

ViewedSession *ServerConnection::open(const QString &id)
{
    for (Opened &opened : m_opened) {
        if (opened.session->id() != id || opened.session->isGone())
            continue;
        opened.users += 1;
        return opened.session;
    }
    auto *session = new ViewedSession(*this, m_clock, id);
    QQmlEngine::setObjectOwnership(session, QQmlEngine::CppOwnership);
    m_opened.append({.session = session, .users = 1});
    return session;
}

void ServerConnection::release(ViewedSession *session)
{
    for (auto opened = m_opened.begin(); opened != m_opened.end(); ++opened) {
        if (opened->session != session || --opened->users > 0)
            continue;
        m_opened.erase(opened);
        session->deleteLater();
        return;
    }
}

void ServerConnection::leaveSessions()
{
    for (const Opened &opened : std::as_const(m_opened))
        opened.session->leave(tr("The window has left this server."));
}

void ServerConnection::followNews()
{
    connect(&m_news, &NewsSocket::told, &m_sessions, &SessionList::load);
    connect(&m_news, &NewsSocket::refused, this, [this](int code) {
        if (code == kNoLonger)
            takeTrouble(tr("The token is not good any more."), {{u"status"_s, kUnauthorized}});
    });
    connect(&m_news, &NewsSocket::stateChanged, this, [this] {
        if (m_news.state() != NewsSocket::Waiting || m_state != Online)
            return;
        m_news.close(); // whether it is there at all, and takes us, is asked first
        m_isLost = true;
        enterLost();
        m_backOff.reset();
        m_pause.start(m_backOff.next());
    });
}

void ServerConnection::connectTo(const QUrl &url, const QString &token, const QString &pinned)
{
    if (url != m_doors.url()) {
        leaveSessions();
        m_sessions.clear();
        m_info.clear();
        emit infoChanged();
    }
    m_visit += 1;
    m_isLost = false;
    m_news.close();
    m_doors.setServer(url, token, pinned);
    m_backOff.reset();
    enter(Connecting);
    knock();
}

void ServerConnection::disconnectFrom()
{
    m_visit += 1;
    m_pause.stop();
    m_news.close();
    enter(Offline);
}

void ServerConnection::hurry()
{
    if (m_state != Connecting || !m_pause.isActive())
        return;
    m_backOff.reset();
    knock();
}

/// Asks what the server is; /health opens without a token, so that the sessions are asked, too.
void ServerConnection::knock()
{
    m_pause.stop();
    const int visit = m_visit;
    const auto failed = [this, visit](const QString &why, const QVariantMap &details) {
        if (visit == m_visit)
            takeTrouble(why, details);
    };
    Answer *models = get(u"models"_s);
    connect(models, &Answer::failed, this, failed);
    connect(models, &Answer::done, this, [this, visit, failed](const QVariant &known) {
        if (visit != m_visit)
            return;
        Answer *health = get(u"health"_s);
        connect(health, &Answer::failed, this, failed);
        connect(health, &Answer::done, this, [this, visit, known](const QVariant &told) {
            if (visit != m_visit)
                return;
            QVariantMap info = told.toMap();
            if (!info.contains(u"version"_s)) {
                const ConnectWords words = notPilothouse(url());
                enter(Connecting, words.what, words.help);
                m_pause.start(m_backOff.next());
                return;
            }
            info.insert(u"models"_s, known);
            takeHealth(info);
        });
    });
}

void ServerConnection::takeHealth(const QVariantMap &health)
{
    m_info = health;
    emit infoChanged();
    const bool wasLost = !m_trouble.isEmpty();
    m_isLost = false;
    m_backOff.reset();
    enter(Online);
    m_sessions.load();
    m_news.start([] { return u"sessions/ws"_s; });
    for (const Opened &opened : std::as_const(m_opened))
        opened.session->hurry();
    if (wasLost)
        emit cameBack();
}

void ServerConnection::takeTrouble(const QString &why, const QVariantMap &details)
{
    const int status = details.value(u"status"_s).toInt();
    m_pause.stop();
    m_news.close();
    if (!m_doors.refusedCertificate().isEmpty()) {
        refuseCertificate();
        return;
    }
    if (status == kUnauthorized) {
        enter(Refused,
              m_doors.authorization().isEmpty() ? tr("This server asks for its token.")
                                                : tr("The server does not take this token."),
              tr("\"pilothouse token\" prints it where the server runs; the link that the server "
                 "prints at its start has it, too."));
        return;
    }
    const ConnectWords words = connectWords(url(), details);
    if (status == 0 && m_isLost)
        enterLost();
    else
        enter(Connecting, words.what.isEmpty() ? why : words.what, words.help);
    m_pause.start(m_backOff.next());
}

void ServerConnection::enterLost()
{
    enter(Connecting, tr("The connection to the server is lost."),
          tr("It is tried again by itself. If it does not come back, look whether the server still "
             "runs."));
}

void ServerConnection::refuseCertificate()
{
    const bool hasChanged = !m_doors.certificate().isEmpty();
    enter(Untrusted,
          hasChanged ? tr("This server shows another certificate than the one that you trusted.")
                     : m_doors.refusedWhy(),
          hasChanged ? tr("It may have got a new one, or somebody may stand between you and it. "
                          "Nothing was sent. Ask whoever runs the server.")
                     : tr("Compare the fingerprint with that of the server's certificate. Trust it "
                          "only if they are the same."));
}

void ServerConnection::enter(State state, const QString &trouble, const QString &help)
{
    m_state = state;
    m_trouble = trouble;
    m_help = help;
    emit stateChanged();
}

bool ServerConnection::isDemo() const
{
    return m_info.value(u"provider"_s).toString() == "demo"_L1;
}

QString ServerConnection::versionNote() const
{
    return pilothouse::versionNote(m_info.value(u"version"_s).toString(),
                                   QCoreApplication::applicationVersion());
}

Answer *ServerConnection::send(const QByteArray &method, const QString &path, const QVariant &body)
{
    // An object of QML comes as it is there.
    const bool isObject = body.metaType() == QMetaType::fromType<QJSValue>();
    return new Answer(
        m_doors.send(method, path, isObject ? body.value<QJSValue>().toVariant() : body), this);
}

Answer *ServerConnection::get(const QString &path)
{
    return send("GET", path);
}

Answer *ServerConnection::post(const QString &path, const QVariant &body)
{
    return send("POST", path, body);
}

Answer *ServerConnection::patch(const QString &path, const QVariant &body)
{
    return send("PATCH", path, body);
}

Answer *ServerConnection::put(const QString &path, const QVariant &body)
{
    return send("PUT", path, body);
}

Answer *ServerConnection::remove(const QString &path)
{
    return send("DELETE", path);
}

Answer *ServerConnection::create(const QVariantMap &options)
{
    return post(u"sessions"_s, options);
}

Transfer *ServerConnection::download(const QString &path, const QUrl &file)
{
    return Transfer::download(fetch(path), file.toLocalFile(), this);
}

Transfer *ServerConnection::upload(const QString &path, const QUrl &file, bool replaces)
{
    auto body = std::make_unique<QFile>(file.toLocalFile());
    if (!body->open(QIODevice::ReadOnly))
        return Transfer::refused(file.fileName(),
                                 tr("The file cannot be read: %1.").arg(body->errorString()), this);
    return Transfer::upload(m_doors.upload(path, std::move(body), replaces), file.fileName(), this);
}

QNetworkReply *ServerConnection::fetch(const QString &path)
{
    return m_doors.send("GET", path, {});
}

} // namespace pilothouse
