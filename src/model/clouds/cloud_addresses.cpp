#include "model/clouds/cloud_addresses.h"

#include "model/http/base_url.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isPlainName(const QString &text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$"_s);
    return plain.match(text).hasMatch();
}

// As the clouds' own programs encode a step of a path: what RFC 3986 lets stand there stays.
QString pathStep(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, "!$&'()*+,;=:@"));
}

Result<QUrl> below(const QString &base, const QString &path)
{
    QUrl url(base, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty() || url.hasQuery() || url.hasFragment() ||
        !url.userInfo().isEmpty())
        return fail(Errc::InvalidArgument,
                    u"The address of the cloud must be like https://host/path."_s);
    if (url.scheme() == "http"_L1 && !isNearby(url.host()))
        return fail(Errc::InvalidArgument,
                    u"Credentials would cross the network in clear text: use https."_s);
    QString whole = url.path(QUrl::FullyEncoded);
    while (whole.endsWith(u'/'))
        whole.chop(1);
    url.setPath(whole + path, QUrl::StrictMode);
    return url;
}

Result<> checkCloudModel(const QString &model)
{
    constexpr qsizetype longest = 2048; // of an ARN
    if (model.isEmpty() || model.size() > longest || model == "."_L1 || model == ".."_L1)
        return fail(Errc::InvalidArgument,
                    u"This is no name of a model: \"%1\"."_s.arg(model.left(100)));
    return {};
}

} // namespace

QString bedrockModel(const QString &model)
{
    const bool isOurs = model.startsWith("claude-"_L1);
    return isOurs ? QString(u"global.anthropic."_s + model) : model;
}

Result<QUrl> bedrockUrl(const BedrockConfig &config, const QString &model)
{
    if (auto good = checkCloudModel(model); !good)
        return fail(good.error());
    if (!isPlainName(config.region))
        return fail(Errc::InvalidArgument,
                    u"Amazon Bedrock needs a region: set AWS_REGION, e.g. to us-east-1."_s);
    const QString end =
        config.region.startsWith("cn-"_L1) ? u".amazonaws.com.cn"_s : u".amazonaws.com"_s;
    const QString base =
        config.url.isEmpty() ? u"https://bedrock-runtime."_s + config.region + end : config.url;
    return below(base, u"/model/"_s + pathStep(model) + u"/invoke-with-response-stream"_s);
}

Result<QUrl> vertexUrl(const VertexConfig &config, const QString &project, const QString &model)
{
    if (auto good = checkCloudModel(model); !good)
        return fail(good.error());
    const QString &region = config.region;
    if (!isPlainName(region))
        return fail(Errc::InvalidArgument,
                    u"Google Vertex needs a region: set CLOUD_ML_REGION, e.g. to global."_s);
    if (!isPlainName(project))
        return fail(Errc::InvalidArgument, u"Google Vertex needs a project: set "
                                           "ANTHROPIC_VERTEX_PROJECT_ID to its id."_s);
    QString host = region + u"-aiplatform.googleapis.com"_s;
    if (region == "global"_L1)
        host = u"aiplatform.googleapis.com"_s;
    else if (region == "us"_L1 || region == "eu"_L1)
        host = u"aiplatform.%1.rep.googleapis.com"_s.arg(region);
    const QString base = config.url.isEmpty() ? u"https://%1/v1"_s.arg(host) : config.url;
    // A server that drops ";" and the rest of a step would drop the call's name.
    const QString step = pathStep(model).replace(u';', "%3B"_L1);
    return below(base, u"/projects/"_s + pathStep(project) + u"/locations/"_s + pathStep(region) +
                           u"/publishers/anthropic/models/"_s + step + u":streamRawPredict"_s);
}

} // namespace pilothouse
