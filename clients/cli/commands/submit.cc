#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "clients/cli/file_results.h"
#include "clients/cli/filing.h"
#include "clients/cli/input/files.h"
#include "clients/cli/menu.h"
#include "common/limits.h"

namespace ogi::cli {
namespace {

struct SubmitOptions {
  std::vector<std::string> paths;
  bool dry_run = false;
  bool again = false;
};

v1::SubmitReportRequest RequestFor(const Session& session, const SubmitOptions& options,
                                   v1::AnnualReport report) {
  v1::SubmitReportRequest request;
  request.set_parent(report.agency());
  *request.mutable_report() = std::move(report);
  request.set_validate_only(options.dry_run);
  if (options.again) FileAgain(*session.terminal().environment.random, request);
  return request;
}

void SubmitOne(const Session& session, const SubmitOptions& options, const std::string& file,
               client::Client& client, FileResults& results) {
  absl::StatusOr<v1::AnnualReport> report = ReadReport(file);
  if (!report.ok()) return results.SetError(0, report.status());
  const absl::StatusOr<v1::Revision> revision =
      FileReport(client, RequestFor(session, options, *std::move(report)));
  if (!revision.ok()) return results.SetError(0, revision.status());
  results.SetRevision(0, *revision);
}

// Files are read only as fast as the server takes them.
class BulkSubmission {
 public:
  BulkSubmission(const Session& session, const SubmitOptions& options,
                 const std::vector<std::string>& files, FileResults& results)
      : session_(session), options_(options), files_(files), results_(results) {}

  absl::Status Run(client::Client& client) {
    absl::Status status = client.SubmitReports(
        {}, [this] { return Next(); },
        [this](const v1::SubmitReportRequest&, const v1::SubmitReportsResponse& answer) {
          Take(answer);
        });
    Settle(client);
    return status;
  }

 private:
  // Files that cannot be read are told and passed over.
  std::optional<v1::SubmitReportRequest> Next() {
    while (next_file_ < files_.size()) {
      const size_t file = next_file_++;
      absl::StatusOr<v1::AnnualReport> report = ReadReport(files_[file]);
      if (!report.ok()) {
        results_.SetError(file, report.status());
        continue;
      }
      {
        absl::MutexLock lock(&mutex_);
        sent_.push_back(file);
      }
      return RequestFor(session_, options_, *std::move(report));
    }
    return std::nullopt;
  }

  void Take(const v1::SubmitReportsResponse& answer) {
    size_t file = 0;
    {
      absl::MutexLock lock(&mutex_);
      file = sent_[static_cast<size_t>(answer.index())];
      if (answer.has_revision()) ++files_of_[ReportNameOf(answer.revision())];
    }
    if (answer.has_revision() && answer.revision().repeated()) {
      absl::MutexLock lock(&mutex_);
      repeated_.push_back({file, answer.revision()});
    } else if (answer.has_revision()) {
      results_.SetRevision(file, answer.revision());
    } else {
      results_.SetError(file, wire::FromProto(answer.status()));
    }
  }

  struct Repeated {
    size_t file;
    v1::Revision answer;
  };

  // Where those stand now that were on record already; what was replaced since is filed anew. Not
  // if another of these files is of the same report: then that one took its place, and running it
  // all again changes nothing.
  void Settle(client::Client& client) {
    std::vector<Repeated> all;
    {
      absl::MutexLock lock(&mutex_);
      all.swap(repeated_);
    }
    constexpr size_t kAtOnce = limits::kMaxBatchGet;
    for (size_t first = 0; first < all.size(); first += kAtOnce) {
      const size_t end = std::min(all.size(), first + kAtOnce);
      v1::BatchGetReportsRequest request;
      request.set_parent("agencies/-");
      for (size_t i = first; i < end; ++i) request.add_names(all[i].answer.name());
      const absl::StatusOr<v1::BatchGetReportsResponse> now = client.BatchGetReports(request);
      for (size_t i = first; i < end; ++i) {
        const int at = static_cast<int>(i - first);
        const bool known = now.ok() && at < now->revisions_size();
        SettleOne(client, all[i], known ? &now->revisions(at) : nullptr);
      }
    }
  }

  // `now`: null if it may not be read.
  void SettleOne(client::Client& client, const Repeated& one, const v1::Revision* now) {
    if (now == nullptr) return results_.SetRevision(one.file, one.answer);
    bool other_file = false;
    {
      absl::MutexLock lock(&mutex_);
      other_file = files_of_[ReportNameOf(one.answer)] > 1;
    }
    if (now->state() != v1::SUPERSEDED || other_file) {
      return results_.SetRevision(one.file, AsOfNow(one.answer, *now));
    }
    absl::StatusOr<v1::AnnualReport> report = ReadReport(files_[one.file]);
    if (!report.ok()) return results_.SetError(one.file, report.status());
    const absl::StatusOr<v1::Revision> filed =
        FileReport(client, RequestFor(session_, options_, *std::move(report)));
    if (!filed.ok()) return results_.SetError(one.file, filed.status());
    results_.SetRevision(one.file, *filed);
  }

  const Session& session_;
  const SubmitOptions& options_;
  const std::vector<std::string>& files_;
  FileResults& results_;
  size_t next_file_ = 0;
  absl::Mutex mutex_;
  // The file of each index sent.
  std::vector<size_t> sent_ ABSL_GUARDED_BY(mutex_);
  std::vector<Repeated> repeated_ ABSL_GUARDED_BY(mutex_);
  // By report: how many of the files are of it.
  std::map<std::string, int> files_of_ ABSL_GUARDED_BY(mutex_);
};

ExitCode Submit(Session& session, const SubmitOptions& options) {
  const absl::StatusOr<std::vector<std::string>> files = FindReportFiles(options.paths);
  if (!files.ok()) return session.Fail(files.status());
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());

  FileResults results(session, *files);
  absl::Status rest;
  if (files->size() == 1) {
    SubmitOne(session, options, files->front(), **client, results);
  } else {
    rest = BulkSubmission(session, options, *files, results).Run(**client);
  }
  return options.dry_run ? results.Tell(rest, "已校验（未报送）", "checked, not filed")
                         : results.Tell(rest, "已报送", "filed");
}

}  // namespace

void AddSubmit(Menu& menu) {
  auto options = std::make_shared<SubmitOptions>();
  CLI::App* command = menu.Add(
      "submit",
      "报送年度报告（JSON 文件，或含 *.json 的文件夹）；中断后重新运行即可，相同内容不会重复报送",
      "files annual reports (JSON files, or folders of *.json); after a break just run it again, "
      "the "
      "same content is never filed twice",
      [options](Session& session) { return Submit(session, *options); });
  command
      ->add_option(
          "FILE", options->paths,
          menu.Words("文件或文件夹；- 为标准输入", "files or folders; - is standard input"))
      ->required();
  command->add_flag(
      "--dry-run", options->dry_run,
      menu.Words("由服务器完整检查，但不报送", "let the server check it all, file nothing"));
  AddAgain(*command, menu, options->again);
}

}  // namespace ogi::cli
