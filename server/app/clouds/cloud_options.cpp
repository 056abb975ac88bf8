#include "app/option_kinds.h"

#include <QDir>
#include <QFileInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace options;

namespace {

template <typename Member>
Option hidden(const QString &environment, const QString &help, Member member)
{
    Option option = text({}, environment, help, member);
    option.secret = true;
    return option;
}

// A second name of a setting: holds where the first one is not set.
Option alias(Option option, const QString &environment, const QString &help)
{
    option.flag.clear();
    option.environment = environment;
    option.help = help;
    option.set = [set = option.set, get = option.get](Config &config,
                                                      const QString &value) -> Result<> {
        return get(config).isEmpty() ? set(config, value) : Result<>();
    };
    option.get = {};
    return option;
}

QList<Option> bedrockOptions()
{
    const Option region = text(
        u"aws-region"_s, u"AWS_REGION"_s, u"where Amazon Bedrock is asked: us-east-1"_s,
        [](auto &c) -> auto & { return c.model.bedrock.region; });
    return {
        region,
        alias(region, u"AWS_DEFAULT_REGION"_s, u"the same, where that is not set"_s),
        text(
            u"aws-profile"_s, u"AWS_PROFILE"_s,
            u"whose keys of the AWS credentials file are used; default: default"_s,
            [](auto &c) -> auto & { return c.model.bedrock.profile; }),
        text(
            {}, u"AWS_SHARED_CREDENTIALS_FILE"_s,
            u"the AWS credentials file; default: ~/.aws/credentials"_s,
            [](auto &c) -> auto & { return c.model.bedrock.keysFile; }),
        hidden(
            u"AWS_BEARER_TOKEN_BEDROCK"_s, u"an API key of Amazon Bedrock; wins over AWS keys"_s,
            [](auto &c) -> auto & { return c.model.bedrock.bearerKey; }),
        hidden(
            u"AWS_ACCESS_KEY_ID"_s, u"an AWS key; wins over the credentials file"_s,
            [](auto &c) -> auto & { return c.model.bedrock.keyId; }),
        hidden(
            u"AWS_SECRET_ACCESS_KEY"_s, u"its secret half"_s,
            [](auto &c) -> auto & { return c.model.bedrock.secretKey; }),
        hidden(
            u"AWS_SESSION_TOKEN"_s, u"of AWS keys that end"_s,
            [](auto &c) -> auto & { return c.model.bedrock.sessionToken; }),
        text(
            u"bedrock-url"_s, u"ANTHROPIC_BEDROCK_BASE_URL"_s,
            u"another address of Amazon Bedrock than the region's"_s,
            [](auto &c) -> auto & { return c.model.bedrock.url; }),
    };
}

QList<Option> vertexOptions()
{
    const Option project = text(
        u"vertex-project"_s, u"ANTHROPIC_VERTEX_PROJECT_ID"_s,
        u"the project that Google Vertex is billed to; default: that of the credentials"_s,
        [](auto &c) -> auto & { return c.model.vertex.project; });
    return {
        project,
        alias(project, u"GOOGLE_CLOUD_PROJECT"_s, u"the same, where that is not set"_s),
        text(
            u"vertex-region"_s, u"CLOUD_ML_REGION"_s,
            u"where Google Vertex is asked: global, us, eu, europe-west1"_s,
            [](auto &c) -> auto & { return c.model.vertex.region; }),
        hidden(
            u"GOOGLE_ACCESS_TOKEN"_s,
            u"a token for Google Vertex (gcloud auth print-access-token); ends after an hour"_s,
            [](auto &c) -> auto & { return c.model.vertex.token; }),
        text(
            {}, u"GOOGLE_APPLICATION_CREDENTIALS"_s,
            u"a file of a service account or of gcloud, which tokens are had for; default: what "
            "gcloud auth application-default login left"_s,
            [](auto &c) -> auto & { return c.model.vertex.credentialsFile; }),
        text(
            u"vertex-url"_s, u"ANTHROPIC_VERTEX_BASE_URL"_s,
            u"another address of Google Vertex than the region's, with /v1"_s,
            [](auto &c) -> auto & { return c.model.vertex.url; }),
    };
}

} // namespace

QList<Option> cloudOptions()
{
    return bedrockOptions() + vertexOptions();
}

} // namespace pilothouse
