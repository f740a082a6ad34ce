// What became of each of several files: kept in their order, told at the end.
#ifndef OGI_CLIENTS_CLI_FILE_RESULTS_H_
#define OGI_CLIENTS_CLI_FILE_RESULTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/progress.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi::cli {

// Threads: any, at once.
class FileResults {
 public:
  // `files` are shown as given.
  FileResults(const Session& session, std::vector<std::string> files);

  // Each at most once a file; the first counts.
  void SetError(size_t file, const absl::Status& status);
  void SetRevision(size_t file, const v1::Revision& revision);
  void SetVerdict(size_t file, const v1::Verdict& verdict);

  // Writes everything. A file that nothing was said about gets `rest`, which must not be OK then.
  // One file alone is told as it is, several with a summary; `done` is e.g. 已报送.
  ExitCode Tell(const absl::Status& rest, absl::string_view done_chinese,
                absl::string_view done_english);

 private:
  struct Result {
    ExitCode code = ExitCode::kDone;
    v1::Verdict::Outcome outcome = v1::Verdict::OUTCOME_UNSPECIFIED;
    // Nothing was filed: the content is on record.
    bool repeated = false;
    bool failed = false;
    // In the output's form, of one file alone or of one among several.
    std::string text;
    JsonObject json;
  };

  void Set(size_t file, Result result) ABSL_LOCKS_EXCLUDED(mutex_);
  Result ErrorResult(const absl::Status& status) const;
  void SetJson(Result& result, absl::string_view key,
               const google::protobuf::Message& message) const;
  void TellJson() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void TellText(absl::string_view done_chinese, absl::string_view done_english) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Session& session_;
  const std::vector<std::string> files_;
  absl::Mutex mutex_;
  std::vector<std::optional<Result>> results_ ABSL_GUARDED_BY(mutex_);
  ProgressBar progress_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_FILE_RESULTS_H_
