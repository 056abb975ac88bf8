#pragma once

#include "core/clouds.h"
#include "core/egress.h"
#include "core/http_limits.h"
#include "core/tool_call.h"
#include "core/hooks/webhook.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

/// Every number and default that holds, once. Filled in server/app (flag, environment, .env file,
/// default, in that order) and passed on by value. Nothing else reads the environment.
namespace pilothouse {

/// When a person is asked before a tool runs.
enum class ApprovalPolicy {
    Auto,      ///< never asked
    Sensitive, ///< asked for what types, presses keys, drags, runs commands or writes files
    All,       ///< asked for everything but looking
};

/// How the desktop's programs are kept apart from the host and from each other.
enum class SandboxMode {
    Auto,     ///< the strongest that works here
    Bwrap,    ///< a user of its own (when root) and bubblewrap
    Landlock, ///< a user of its own (when root), and the files of others closed by the kernel
    User,     ///< a user of its own only; needs root
    None,     ///< the server's own user: must be asked for by name
};

/// Whose models answer. What each of them needs: server/app/model_provider.h.
enum class Provider {
    Auto,      ///< the first of these that is set up, else Demo
    Anthropic, ///< the public API, or another server that speaks /v1/messages
    OpenAi,    ///< OpenAI's Responses API
    Chat,      ///< any server that speaks OpenAI's /v1/chat/completions with tools
    Bedrock,   ///< Claude at Amazon
    Vertex,    ///< Claude at Google
    Demo,      ///< the built-in one: no key, no cost, no understanding
};

struct StoreConfig
{
    /// sqlite:///relative, sqlite:////absolute, sqlite:// (in memory) or
    /// postgresql://user:password@host/database.
    QString databaseUrl = QStringLiteral("sqlite:///./db.sqlite3");
    /// Blobs, homes and the token; created 0700. Empty until server/app has resolved it.
    QString dataDir = {};
    /// Events in one transaction (MESSAGE_BATCH_SIZE). Nothing ever waits for a batch to fill up;
    /// while more are waiting than fit, the batch doubles.
    int batchSize = 10;
    /// How long to wait for another program that has locked the database.
    std::chrono::milliseconds busyTimeout{5'000};
    /// How long what is to be stored waits for a PostgreSQL server that is away.
    std::chrono::milliseconds serverPatience{30'000};
};

/// Where a provider beside Anthropic is, and as whom we ask it.
struct ModelServer
{
    QString apiKey = {};     ///< in memory only
    QString baseUrl = {};    ///< empty: the provider's own, if it has one
    QStringList models = {}; ///< offered to people, by the names the server knows; the first is its
                             ///< default
};

/// How the credential is sent. Both spellings are understood by the public API.
enum class CredentialStyle { XApiKey, Bearer };

struct ModelConfig
{
    Provider provider = Provider::Auto; ///< never Auto once server/app has resolved it
    QString apiKey = {};                ///< Anthropic's; in memory only
    QString baseUrl = QStringLiteral("https://api.anthropic.com");
    ModelServer openAi = {};
    ModelServer chat = {};
    BedrockConfig bedrock = {};
    VertexConfig vertex = {};
    QString model = {};      ///< empty: the default of resources/models/models.json
    QString dialect = {};    ///< empty: by model; names as in the contract
    QString apiVersion = {}; ///< empty: by provider
    CredentialStyle credential = CredentialStyle::XApiKey;
    QString effort = {};   ///< low … max; empty: the model's default
    QString thinking = {}; ///< adaptive, between_tools, disabled; empty: by model
    /// Per reply; 0: kOutputTokens, cut to the model's limit. Of a model without a row it is the
    /// limit, like the next three, which only lower those of a model with one; 0: as known.
    int maxOutputTokens = 0;
    int contextTokens = 0;
    int maxPictures = 0;    ///< in one request
    int maxPictureSide = 0; ///< pixels
    /// Of models without a row: a CoordinateSpace by name; empty: pixels.
    QString coordinates = {};
    int maxAttempts = 5; ///< requests per reply, the first included
    std::chrono::milliseconds connectTimeout{30'000};
    /// Longest time without a part of the reply; 0: by server, see model/anthropic/endpoint.h.
    std::chrono::milliseconds idleTimeout{0};
};

/// Of one reply, where nothing else is asked for.
inline constexpr int kOutputTokens = 16384;

/// What the programs of one session may use; 0 means off.
struct SessionLimits
{
    int memory = 4096; ///< MiB, all together
    /// All together. Threads count as well: a browser with one page has about 230.
    int processes = 1024;
    int openFiles = 8192;      ///< of one program
    int fileSize = 4096;       ///< MiB of one file; a command that writes without end is stopped
    int homeSize = 16'384;     ///< MiB on the disk, all files in its home together
    bool controlGroups = true; ///< false: as on machines that do not allow them

    qint64 memoryBytes() const { return qint64(memory) * 1024 * 1024; }
    qint64 fileBytes() const { return qint64(fileSize) * 1024 * 1024; }
    qint64 homeBytes() const { return qint64(homeSize) * 1024 * 1024; }
};

/// How much may be kept of the files of sessions; 0 means none, or any size.
struct SavedLimits
{
    int snapshots = 10;       ///< of one session
    int snapshotsSize = 4096; ///< MiB on the disk, all of one session together
    int desks = 20;
    int desksSize = 32'768; ///< MiB, all together

    qint64 snapshotsBytes() const { return qint64(snapshotsSize) * 1024 * 1024; }
    qint64 desksBytes() const { return qint64(desksSize) * 1024 * 1024; }
};

struct DesktopConfig
{
    QSize size{1280, 800}; ///< pixels, WIDTH and HEIGHT
    SandboxMode sandbox = SandboxMode::Auto;
    EgressRules egress = {};  ///< where the desktop's programs may connect to
    bool egressAsked = false; ///< somebody chose that: not to be held is an error then
    /// Its programs tell what they show, and what has the keyboard (Desktop::keyboardFocus). Costs
    /// browsers time and memory: see docs/decisions/0055.
    bool accessibility = false;
    bool gl = false;             ///< the X server's GLX extension: 50 MB more per desktop
    QString runtimeDir = {};     ///< sockets and cookies; empty until server/app has resolved it
    QString homesDir = {};       ///< one home per session below it
    QString savedDir = {};       ///< snapshots and desks; on the file system of homesDir
    bool homesElsewhere = false; ///< desktops are on nodes, which have the homes
    /// The server's own files and folders, absolute: closed to sessions, wherever they lie.
    QStringList ownFiles = {};
    QString locale = {};   ///< of the programs, as installedLocale() gives it; empty: C.UTF-8
    QString timeZone = {}; ///< of the programs, "Europe/Berlin"; empty: this machine's
    bool software = false; ///< `sudo` inside, over files of the session's own: docs/decisions/0073
    SessionLimits limits;
    SavedLimits saved;
    std::chrono::milliseconds startTimeout{15'000};
};

/// Limits of one session; 0 means off.
struct BudgetConfig
{
    int maxSteps = 200; ///< model calls of one run
    double maxCostUsd = 0;
    qint64 maxTokensTotal = 0;
    std::chrono::seconds maxTime{0};
    /// The same action on the same picture this often in a row is a loop.
    int maxRepeats = 5;
};

struct AgentConfig
{
    ApprovalPolicy approval = ApprovalPolicy::Auto;
    std::chrono::seconds approvalTimeout{15 * 60};
    QStringList tools = toolNames();        ///< those that models may be offered, in that order
    std::chrono::seconds wheelIdle{5 * 60}; ///< without input a person loses the wheel
    BudgetConfig budget;
    int maxSessions = 8; ///< desktops at once
    QString systemPromptSuffix = {};
    QString secretsFile = {}; ///< with those that every session has; empty: there are none
};

/// The sets of tools that clients of the Model Context Protocol can be offered.
inline const QStringList &mcpSets()
{
    static const QStringList sets{QStringLiteral("computer"), QStringLiteral("agent")};
    return sets;
}

/// Where the server listens, and who may use it.
struct ServerConfig
{
    QString host = QStringLiteral("127.0.0.1"); ///< an address of this machine, or "localhost"
    quint16 port = 8000;                        ///< 0: any free one
    QString token = {};                         ///< in memory only; empty: that of the data folder
    bool auth = true;                           ///< false: no token is asked for; loopback only
    QStringList mcp = mcpSets(); ///< sets of tools on /mcp, some of mcpSets(); none: switched off
    /// Of chats of OpenAI's clients; none: as AgentConfig has it, but Sensitive instead of Auto.
    std::optional<ApprovalPolicy> openAiApproval = {};
    bool shareLinks = false;       ///< whether links may show a session to those without a token
    QStringList allowedHosts = {}; ///< names in Host besides loopback ones and `host`
    QStringList corsOrigins = {};  ///< origins of other pages that may use the API
    /// Addresses or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded fields count.
    QStringList trustedProxies = {};
    /// Further ports, which open the chat alone, chat and desktop, the desktop alone; 0: any free
    /// one.
    std::optional<quint16> chatPort = {};
    std::optional<quint16> computerPort = {};
    std::optional<quint16> vncPort = {};
    std::optional<quint16> gptmePort = {}; ///< where gptme's page looks for its server: 5700
    /// A session that nobody uses gives its desktop back after this; 0: never.
    std::chrono::seconds idleTimeout{3600};
    /// Sessions without an event for this long are deleted with all they have; 0: never.
    std::chrono::seconds retention{0};
    QString tlsCertificate = {}; ///< PEM file, the chain included; empty: plain HTTP
    QString tlsKey = {};         ///< PEM file; empty: in the certificate's file
    HttpLimits limits = {};      ///< what one client may cost
};

/// What a --token must have at least.
inline constexpr int kLeastTokenLength = 16;

inline constexpr quint16 kNodePort = 8443; ///< of a node, unless it is told another

/// Desktops on other machines: docs/nodes.md.
struct NodeConfig
{
    QStringList urls = {};  ///< of the nodes; none: desktops are on this machine
    QString token = {};     ///< what servers show to nodes; in memory only
    QString tokenFile = {}; ///< with it, where `token` is empty
    QString authority = {}; ///< PEM file of who signed the nodes' certificates; empty: the usual
    QString certificateName = {};   ///< in their certificates; empty: what the urls name
    std::chrono::seconds lease{60}; ///< a desktop ends when its server was silent for this long
    bool plain = false; ///< without TLS also beyond this machine: the network is private
};

/// Desktops as pods of a Kubernetes cluster: docs/kubernetes.md.
struct KubernetesConfig
{
    bool isUsed = false;     ///< desktops are there
    QString kubeconfig = {}; ///< file; empty: we are a pod of the cluster
    QString apiHost = {};    ///< where a pod finds the API; empty: we are none
    quint16 apiPort = 443;
    /// What a pod finds of itself: token, ca.crt, namespace.
    QString accountDir = QStringLiteral("/var/run/secrets/kubernetes.io/serviceaccount");
    QString space = {};                          ///< namespace; empty: as the above say
    QString pool = QStringLiteral("pilothouse"); ///< the SandboxWarmPool that desktops are from
    std::chrono::seconds lease{60 * 60};   ///< a pod ends when its server was silent for this long
    std::chrono::seconds patience{3 * 60}; ///< with a pod that does not come
    /// Files of a desktop that nobody uses, without a pod; 0: they go with it.
    std::chrono::seconds keep{7 * 24 * 3600};
};

struct LogConfig
{
    QString level = {}; ///< debug, info, warning, error; empty: by command
    bool json = false;  ///< one JSON object a line instead of text
};

struct Config
{
    StoreConfig store;
    ModelConfig model;
    DesktopConfig desktop;
    AgentConfig agent;
    ServerConfig server;
    WebhookConfig webhooks;
    NodeConfig nodes;
    KubernetesConfig kubernetes;
    LogConfig log;
};

QString name(ApprovalPolicy policy);
std::optional<ApprovalPolicy> approvalPolicyFrom(const QString &name);
/// What was said to one of these, another of them can take up: all speak Anthropic's Messages API.
bool speaksMessages(Provider provider);
QString name(Provider provider);
std::optional<Provider> providerFrom(const QString &name);
QString name(SandboxMode mode);
std::optional<SandboxMode> sandboxModeFrom(const QString &name);

} // namespace pilothouse
