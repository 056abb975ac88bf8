#include "agent/hooks/hook_post.h"

#include "core/wait.h"
#include "model/http/plain_request.h"

#include <QHostInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kLongestAnswer = 10s;
constexpr qint64 kMostOfAnswer = 64 * 1024; // bytes

QByteArray hostField(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    const QString name = host.contains(u':') ? QString(u'[' + host + u']') : host;
    const QString port = url.port() < 0 ? QString() : QString(u':' + QString::number(url.port()));
    return QString(name + port).toLatin1();
}

QNetworkRequest requestTo(const HookTarget &target, const HookRequest &hook)
{
    QUrl url(target.url);
    QNetworkRequest request = plainRequest({});
    if (!target.address.isNull()) { // the certificate is still that of the name
        request.setRawHeader("Host", hostField(url));
        request.setPeerVerifyName(url.host(QUrl::FullyEncoded));
        url.setHost(target.address.toString());
    }
    request.setUrl(url);
    request.setRawHeader("Accept-Encoding", "identity");
    for (const auto &[name, value] : hook.fields)
        request.setRawHeader(name, value);
    return request;
}

} // namespace

QCoro::Task<QList<QHostAddress>> addressesOf(const Clock &clock, QString host, std::stop_token stop)
{
    if (const QHostAddress address(host); !address.isNull())
        co_return QList<QHostAddress>(1, address);
    Waiter found(clock);
    QList<QHostAddress> addresses;
    const int id = QHostInfo::lookupHost(host, &found, [&](const QHostInfo &info) {
        addresses = info.addresses();
        found.wake();
    });
    if (co_await found.wait(stop, kLongestAnswer) != Woken::Ready)
        QHostInfo::abortHostLookup(id);
    co_return addresses;
}

QCoro::Task<int> postHook(QNetworkAccessManager &network, const Clock &clock, HookTarget target,
                          HookRequest request, std::stop_token stop)
{
    Waiter waiter(clock);
    const AbortAndDelete cleanUp{&waiter};
    const ReplyHandle reply(network.post(requestTo(target, request), request.body), cleanUp);
    reply->setReadBufferSize(kMostOfAnswer);
    qint64 read = 0;
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &waiter, [&read, &reply, &waiter] {
        read += reply->readAll().size();
        if (read > kMostOfAnswer)
            waiter.wake();
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiter, &Waiter::wake);
    const Woken woken = co_await waiter.wait(stop, kLongestAnswer);
    if (woken != Woken::Ready)
        co_return 0;
    co_return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace pilothouse
