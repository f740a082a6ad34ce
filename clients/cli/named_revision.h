// A revision as a clerk names it, and as a command that acted on it answers.
#ifndef OGI_CLIENTS_CLI_NAMED_REVISION_H_
#define OGI_CLIENTS_CLI_NAMED_REVISION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"
#include "ogi/v1/revision.pb.h"

namespace ogi::cli {

// Reads it; without a number, the latest.
absl::StatusOr<v1::Revision> GetRevision(client::Client& client, const std::string& typed);

// What a clerk is told who names a rule that the revision's verdict has no finding of.
absl::Status NoFindingOf(const v1::Revision& revision, absl::string_view rule);

// Prints it, as text or JSON, or what went wrong.
ExitCode TellRevision(Session& session, const absl::StatusOr<v1::Revision>& revision);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_NAMED_REVISION_H_
