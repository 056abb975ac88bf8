#pragma once

#include <QString>

/// Clouds that serve Claude models under their own addresses, names and credentials. The names of
/// the variables are those of each cloud's own programs, so what is set up for them holds here.
namespace pilothouse {

/// Amazon Bedrock. Secrets stay in memory; never to be printed.
struct BedrockConfig
{
    QString region = {};       ///< AWS_REGION, AWS_DEFAULT_REGION
    QString url = {};          ///< another address than the region's; empty: that
    QString bearerKey = {};    ///< AWS_BEARER_TOKEN_BEDROCK; wins over the keys below
    QString keyId = {};        ///< AWS_ACCESS_KEY_ID
    QString secretKey = {};    ///< AWS_SECRET_ACCESS_KEY
    QString sessionToken = {}; ///< AWS_SESSION_TOKEN
    QString profile = {};      ///< AWS_PROFILE, of `keysFile`; empty: "default"
    QString keysFile = {};     ///< AWS_SHARED_CREDENTIALS_FILE; empty: ~/.aws/credentials
};

/// Google Vertex AI. The same holds.
struct VertexConfig
{
    QString project = {}; ///< ANTHROPIC_VERTEX_PROJECT_ID, GOOGLE_CLOUD_PROJECT; empty: the file's
    QString region = {};  ///< CLOUD_ML_REGION: "global", "us", "eu" or one region
    QString url = {};     ///< another address than the region's, with "/v1"; empty: that
    QString token = {};   ///< GOOGLE_ACCESS_TOKEN: somebody else keeps it new
    /// GOOGLE_APPLICATION_CREDENTIALS; empty: what gcloud left in ~/.config/gcloud.
    QString credentialsFile = {};
};

} // namespace pilothouse
