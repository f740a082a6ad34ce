// Imports many documents, in parallel.
#ifndef OGI_CLIENTS_CLI_FOLDER_IMPORT_H_
#define OGI_CLIENTS_CLI_FOLDER_IMPORT_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "clients/cli/agency_match.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/input/document_import.h"
#include "clients/cli/session.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/progress.h"

namespace ogi::cli {

struct FoundDocument {
  std::string path;
  // Below the folder that was named; where its report goes below --to, with `.json` added.
  std::string relative;
};

// The files named, and every file under the folders named but hidden ones, in the order of their
// paths. `passed_over` is a folder not looked into. No path, a path that does not exist, or two of
// the same relative name are errors.
absl::StatusOr<std::vector<FoundDocument>> FindDocuments(const std::vector<std::string>& paths,
                                                         const std::string& passed_over);

struct FolderImportOptions {
  // Where reports go; empty for nowhere.
  std::string to;
  // `agencies/{agency}` for all, or empty.
  std::string agency;
  // Where the registry is asked; null for not at all.
  client::Client* registry = nullptr;
};

// One document a thread is in memory. What is told of each is written as soon as that of all
// before it is.
class FolderImport {
 public:
  FolderImport(const Session& session, const FolderImportOptions& options,
               std::vector<FoundDocument> documents);

  // Once.
  ExitCode Run();

 private:
  enum class Outcome { kCertain, kDoubtful, kUnreadable, kUnchanged };
  struct Result {
    Outcome outcome = Outcome::kCertain;
    ExitCode code = ExitCode::kDone;
    // One of the two, as the output wants it.
    std::string text;
    JsonObject json;
  };

  void Work() ABSL_LOCKS_EXCLUDED(mutex_);
  Result Import(const FoundDocument& document) ABSL_LOCKS_EXCLUDED(mutex_);
  Result Unreadable(const FoundDocument& document, const absl::Status& status) const;
  Result Read(const FoundDocument& document, const DocumentImport& import,
              absl::string_view agency_words) const;
  // Whether its report of just these bytes is there already, and whether that one is doubtful.
  bool Unchanged(const FoundDocument& document, absl::string_view bytes, bool* doubtful) const;
  absl::Status Write(const FoundDocument& document, const DocumentImport& import) const;
  // Sets the report's agency; says how sure that is.
  absl::StatusOr<std::string> SetAgency(v1::AnnualReport& report) ABSL_LOCKS_EXCLUDED(mutex_);
  static JsonObject JsonOf(const FoundDocument& document, absl::string_view outcome);
  void Tell(size_t document, Result result) ABSL_LOCKS_EXCLUDED(mutex_);
  void TellSummary() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  std::string ReportPath(const FoundDocument& document) const;
  std::string DoubtsPath(const FoundDocument& document) const;

  const Session& session_;
  const FolderImportOptions options_;
  const std::vector<FoundDocument> documents_;

  absl::Mutex mutex_;
  size_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t told_ ABSL_GUARDED_BY(mutex_) = 0;
  // Results whose turn has not come.
  std::map<size_t, Result> waiting_ ABSL_GUARDED_BY(mutex_);
  std::map<Outcome, size_t> counts_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, AgencyMatch> matches_ ABSL_GUARDED_BY(mutex_);
  ExitCode code_ ABSL_GUARDED_BY(mutex_) = ExitCode::kDone;
  ProgressBar progress_ ABSL_GUARDED_BY(mutex_);
  JsonResults json_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_FOLDER_IMPORT_H_
