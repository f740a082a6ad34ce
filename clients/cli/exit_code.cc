#include "clients/cli/exit_code.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"

namespace ogi::cli {
namespace {

constexpr absl::string_view kLocalUrl = "ogi/local-error";

int Weight(ExitCode code) {
  switch (code) {
    case ExitCode::kTryLater:
      return 5;
    case ExitCode::kLocalError:
      return 4;
    case ExitCode::kRefused:
      return 3;
    case ExitCode::kBlocked:
      return 2;
    case ExitCode::kDoubtful:
      return 1;
    default:
      return 0;
  }
}

}  // namespace

ExitCode ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return ExitCode::kDone;
  if (status.GetPayload(kLocalUrl).has_value()) return ExitCode::kLocalError;
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kUnimplemented:
      return ExitCode::kRefused;
    case absl::StatusCode::kAborted:
      return errors::ReasonOf(status) == v1::CONTENTION ? ExitCode::kTryLater : ExitCode::kRefused;
    case absl::StatusCode::kResourceExhausted:
      return errors::ReasonOf(status) == v1::TOO_LARGE ? ExitCode::kRefused : ExitCode::kTryLater;
    default:
      return ExitCode::kTryLater;
  }
}

ExitCode ExitCodeOf(v1::Verdict::Outcome outcome) {
  return outcome == v1::Verdict::BLOCKED ? ExitCode::kBlocked : ExitCode::kDone;
}

ExitCode Worse(ExitCode a, ExitCode b) { return Weight(b) > Weight(a) ? b : a; }

absl::Status AsLocalError(absl::Status status) {
  status.SetPayload(kLocalUrl, absl::Cord());
  return status;
}

absl::Status LocalError(absl::string_view chinese, absl::string_view english) {
  return AsLocalError(InputError(chinese, english));
}

absl::Status InputError(absl::string_view chinese, absl::string_view english) {
  return absl::InvalidArgumentError(absl::StrCat(chinese, "\n", english));
}

}  // namespace ogi::cli
