// How ogictl ends. Scripts rely on these numbers: they never change their meaning.
#ifndef OGI_CLIENTS_CLI_EXIT_CODE_H_
#define OGI_CLIENTS_CLI_EXIT_CODE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi::cli {

enum class ExitCode {
  kDone = 0,
  // The command line, or this machine: a file that cannot be read.
  kLocalError = 1,
  // The input is refused, here or by the server; mend it.
  kRefused = 2,
  // The server cannot be reached, is busy or broken; the same command later is safe.
  kTryLater = 3,
  // Done, but some verdict is BLOCKED.
  kBlocked = 4,
  // A document was imported, but something in it is doubtful.
  kDoubtful = 5,
  // `list --state` found some.
  kFound = 10,
};

ExitCode ExitCodeOf(const absl::Status& status);
ExitCode ExitCodeOf(v1::Verdict::Outcome outcome);

// What several files together end with: the first of 3, 1, 2, 4, 5, 0 that any of them did.
ExitCode Worse(ExitCode a, ExitCode b);

// An error of the command line or this machine (kLocalError).
absl::Status LocalError(absl::string_view chinese, absl::string_view english);
// The same, of a status from elsewhere.
absl::Status AsLocalError(absl::Status status);
// An error of what was handed in (kRefused).
absl::Status InputError(absl::string_view chinese, absl::string_view english);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_EXIT_CODE_H_
