#include "app/clouds/cloud_settings.h"

#include "model/clouds/cloud_addresses.h"
#include "model/clouds/google_credentials.h"

#include <QDir>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString credentialsOf(const BedrockConfig &bedrock)
{
    if (!bedrock.bearerKey.isEmpty())
        return u"a Bedrock API key"_s;
    return bedrock.keyId.isEmpty() ? u"the keys of %1"_s.arg(bedrock.keysFile) : u"AWS keys"_s;
}

QString credentialsOf(const VertexConfig &vertex)
{
    return vertex.token.isEmpty() ? u"the credentials of %1"_s.arg(vertex.credentialsFile)
                                  : u"a token"_s;
}

QString projectOf(const VertexConfig &vertex)
{
    if (!vertex.project.isEmpty())
        return vertex.project;
    const auto file = googleCredentialsFrom(vertex.credentialsFile);
    return file ? file->project : QString();
}

} // namespace

bool isCloud(Provider provider)
{
    return provider == Provider::Bedrock || provider == Provider::Vertex;
}

void findCloudCredentials(ModelConfig &model)
{
    const QString home = QDir::homePath();
    if (model.bedrock.keysFile.isEmpty())
        model.bedrock.keysFile = home + u"/.aws/credentials"_s;
    if (model.vertex.credentialsFile.isEmpty())
        model.vertex.credentialsFile =
            home + u"/.config/gcloud/application_default_credentials.json"_s;
}

Result<> checkCloud(const ModelConfig &given)
{
    ModelConfig model = given;
    findCloudCredentials(model);
    const QString name = model.model.isEmpty() ? u"claude-"_s : model.model; // any will do here
    Result<QUrl> url;
    if (model.provider == Provider::Bedrock)
        url = bedrockUrl(model.bedrock, bedrockModel(name));
    else if (model.provider == Provider::Vertex)
        url = vertexUrl(model.vertex, projectOf(model.vertex), name);
    return url ? Result<>() : fail(url.error());
}

QString cloudSummary(const ModelConfig &model)
{
    if (model.provider == Provider::Bedrock)
        return u"%1 in %2, by %3"_s.arg(bedrockModel(model.model), model.bedrock.region,
                                        credentialsOf(model.bedrock));
    return u"%1 in %2, by %3"_s.arg(model.model, model.vertex.region, credentialsOf(model.vertex));
}

} // namespace pilothouse
