#include "core/config.h"

#include "core/enum_names.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kApprovalPolicies{EnumName{ApprovalPolicy::Auto, "auto"_L1},
                                       EnumName{ApprovalPolicy::Sensitive, "sensitive"_L1},
                                       EnumName{ApprovalPolicy::All, "all"_L1}};
constexpr std::array kProviders{
    EnumName{Provider::Auto, "auto"_L1},       EnumName{Provider::Anthropic, "anthropic"_L1},
    EnumName{Provider::OpenAi, "openai"_L1},   EnumName{Provider::Chat, "chat"_L1},
    EnumName{Provider::Bedrock, "bedrock"_L1}, EnumName{Provider::Vertex, "vertex"_L1},
    EnumName{Provider::Demo, "demo"_L1}};
constexpr std::array kSandboxModes{
    EnumName{SandboxMode::Auto, "auto"_L1}, EnumName{SandboxMode::Bwrap, "bwrap"_L1},
    EnumName{SandboxMode::Landlock, "landlock"_L1}, EnumName{SandboxMode::User, "user"_L1},
    EnumName{SandboxMode::None, "none"_L1}};

} // namespace

QString name(ApprovalPolicy policy)
{
    return nameIn(kApprovalPolicies, policy);
}

std::optional<ApprovalPolicy> approvalPolicyFrom(const QString &name)
{
    return valueIn(kApprovalPolicies, name);
}

bool speaksMessages(Provider provider)
{
    return provider != Provider::OpenAi && provider != Provider::Chat;
}

QString name(Provider provider)
{
    return nameIn(kProviders, provider);
}

std::optional<Provider> providerFrom(const QString &name)
{
    return valueIn(kProviders, name);
}

QString name(SandboxMode mode)
{
    return nameIn(kSandboxModes, mode);
}

std::optional<SandboxMode> sandboxModeFrom(const QString &name)
{
    return valueIn(kSandboxModes, name);
}

} // namespace pilothouse
