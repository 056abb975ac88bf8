#include "model/chat/listed_models.h"

#include "core/json.h"
#include "core/log.h"
#include "core/wait.h"
#include "model/chat/chat_endpoint.h"
#include "model/http/plain_request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kListPatience = 10s;
constexpr milliseconds kNextList = 10min;
constexpr milliseconds kFirstRepeat = 30s; // after a failure; twice as long after each further one
constexpr qint64 kLargestList = 8 * 1024 * 1024; // bytes; OpenRouter's has about one million
constexpr qsizetype kLongestModelName = 200;     // characters, as sessions take them

/// What the server says of this, if it does.
bool lacks(const QJsonValue &list, QLatin1StringView what)
{
    return list.isArray() && !list.toArray().contains(what);
}

bool canBeName(const QString &id)
{
    return !id.isEmpty() && id.size() <= kLongestModelName && id == id.trimmed() &&
           std::all_of(id.begin(), id.end(), [](QChar each) { return each.isPrint(); });
}

QNetworkRequest listRequest(const ChatEndpoint &endpoint)
{
    QUrl url = endpoint.url;
    url.setPath(url.path().chopped(u"/chat/completions"_s.size()) + u"/models"_s);
    QNetworkRequest request = plainRequest(url);
    request.setRawHeader("accept", "application/json");
    request.setRawHeader("accept-encoding", "identity");
    request.setRawHeader("user-agent", "Pilothouse/" PILOTHOUSE_VERSION);
    if (!endpoint.key.isEmpty())
        request.setRawHeader("authorization", "Bearer " + endpoint.key);
    return request;
}

Failure noList(const QUrl &url, const QString &why)
{
    const QString address = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    return fail(Errc::Unavailable, u"%1 does not list models: %2"_s.arg(address, why));
}

Result<QStringList> readList(const QNetworkReply &reply, const QByteArray &answer)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return noList(reply.url(), reply.errorString());
    if (status != 200)
        return noList(reply.url(), u"it answers with status %1"_s.arg(status));
    if (reply.error() != QNetworkReply::NoError)
        return noList(reply.url(), u"its answer breaks off"_s);
    auto listed = listedModels(answer);
    return listed ? listed : noList(reply.url(), listed.error().message);
}

} // namespace

Result<QStringList> listedModels(const QByteArray &answer)
{
    const QJsonDocument json = QJsonDocument::fromJson(answer);
    const QJsonValue data = json.isArray() ? json.array() : json.object().value("data"_L1);
    if (!data.isArray())
        return fail(Errc::Corrupt, u"its answer is no list"_s);
    QStringList ids;
    const QJsonArray models = data.toArray();
    for (const QJsonValue &model : models) {
        const QString id = model["id"_L1].toString();
        const bool isUnfit = lacks(model["architecture"_L1]["input_modalities"_L1], "image"_L1) ||
                             lacks(model["supported_parameters"_L1], "tools"_L1);
        if (!isUnfit && canBeName(id) && !ids.contains(id) && ids.size() < kMostListedModels)
            ids.append(id);
    }
    return ids;
}

QCoro::Task<Result<QStringList>> askForModels(const Clock &clock, ModelConfig config,
                                              std::stop_token stop)
{
    const Result<ChatEndpoint> endpoint = chatEndpoint(config, {});
    if (!endpoint)
        co_return fail(endpoint.error());
    QNetworkAccessManager network;
    if (isLoopback(endpoint->url.host()))
        network.setProxy(QNetworkProxy::NoProxy);
    Waiter waiter(clock);
    const AbortAndDelete cleanUp{&waiter};
    const ReplyHandle reply(network.get(listRequest(*endpoint)), cleanUp);
    reply->setReadBufferSize(kLargestList / 8);
    QByteArray answer;
    const auto read = [&answer, &reply, &waiter] {
        answer += reply->readAll();
        if (answer.size() > kLargestList)
            waiter.wake();
    };
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &waiter, read);
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiter, &Waiter::wake);
    const Woken woken = co_await waiter.wait(stop, kListPatience);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"The request was stopped."_s);
    if (woken == Woken::Timeout)
        co_return noList(reply->url(), u"no answer in ten seconds"_s);
    if (answer.size() > kLargestList)
        co_return noList(reply->url(), u"its answer is too large"_s);
    answer += reply->readAll();
    co_return readList(*reply, answer);
}

QCoro::Task<> followModels(const Clock &clock, ModelConfig config,
                           std::function<void(const Result<QStringList> &)> take,
                           std::stop_token stop)
{
    milliseconds pause = kFirstRepeat;
    bool isTold = false;
    while (!stop.stop_requested()) {
        const Result<QStringList> listed = co_await askForModels(clock, config, stop);
        if (stop.stop_requested())
            co_return;
        if (!listed && !isTold)
            qCWarning(logModel).noquote() << listed.error().message;
        take(listed);
        isTold = !listed;
        const milliseconds next = listed ? kNextList : pause;
        pause = listed ? kFirstRepeat : std::min(pause * 2, kNextList);
        co_await sleepFor(clock, next, stop);
    }
}

} // namespace pilothouse
