#pragma once

namespace pilothouse {

class Approvals;
class Clock;
class Journal;
class ModelClient;
class SecretBriefing;
class SessionDesktop;
class SessionPictures;

/// What a run of the agent works with. All of it outlives the run.
struct RunParts
{
    Journal &journal;
    ModelClient &model;
    Approvals &approvals;
    SessionDesktop &desktop;
    SessionPictures &pictures;
    SecretBriefing &secrets;
    const Clock &clock;
};

} // namespace pilothouse
