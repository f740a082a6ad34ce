// Tokens from a program that makes them, for a platform whose people sign in elsewhere.
#ifndef OGI_CLIENTS_CLI_INPUT_TOKEN_COMMAND_H_
#define OGI_CLIENTS_CLI_INPUT_TOKEN_COMMAND_H_

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/clock.h"

namespace ogi::cli {

// Threads: any, at once.
class TokenCommand {
 public:
  // A command for sh that prints one token. The clock outlives it.
  TokenCommand(std::string command, const Clock* clock)
      : command_(std::move(command)), clock_(clock) {}

  // What it prints; for a minute the same one. A command that fails, prints nothing or runs longer
  // than ten seconds is an error of this machine.
  absl::StatusOr<std::string> Token() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const std::string command_;
  const Clock* const clock_;
  absl::Mutex mutex_;
  std::string token_ ABSL_GUARDED_BY(mutex_);
  absl::Time made_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_TOKEN_COMMAND_H_
