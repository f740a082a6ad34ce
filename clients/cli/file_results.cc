#include "clients/cli/file_results.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/filing.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/verdict_text.h"

namespace ogi::cli {
namespace {

std::string Indented(absl::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    absl::StrAppend(&lines, "  ", text.substr(0, end), "\n");
    text = end == absl::string_view::npos ? "" : text.substr(end + 1);
  }
  return lines;
}

}  // namespace

FileResults::FileResults(const Session& session, std::vector<std::string> files)
    : session_(session),
      files_(std::move(files)),
      results_(files_.size()),
      progress_(session.terminal().err, session.terminal().show_progress, files_.size()) {}

void FileResults::Set(size_t file, Result result) {
  absl::MutexLock lock(&mutex_);
  if (results_[file].has_value()) return;
  results_[file] = std::move(result);
  progress_.Advance();
}

FileResults::Result FileResults::ErrorResult(const absl::Status& status) const {
  Result result;
  result.code = ExitCodeOf(status);
  result.failed = true;
  if (session_.json()) {
    result.text = ErrorToJson(status);
    result.json.Error(status);
  } else {
    result.text = session_.Describe(status);
  }
  return result;
}

void FileResults::SetJson(Result& result, absl::string_view key,
                          const google::protobuf::Message& message) const {
  if (files_.size() == 1) {
    result.text = ToJson(message);
  } else {
    result.json.Message(key, message);
  }
}

void FileResults::SetError(size_t file, const absl::Status& status) {
  Set(file, ErrorResult(status));
}

void FileResults::SetRevision(size_t file, const v1::Revision& revision) {
  Result result;
  result.outcome = revision.verdict().outcome();
  result.code = ExitCodeOfFiling(revision);
  result.repeated = revision.repeated();
  if (session_.json()) {
    SetJson(result, "revision", revision);
  } else if (files_.size() == 1) {
    result.text = absl::StrCat(NotFiledText(revision, session_.language()),
                               RevisionText(revision, session_.language()));
  } else {
    const v1::Position& position = revision.receipt().position();
    result.text = absl::StrCat(
        NotFiledText(revision, session_.language()), RevisionLine(revision, session_.language()),
        revision.has_receipt() ? absl::StrCat("  ", PositionText(position)) : "", "\n",
        VerdictText(revision.verdict(), session_.language()));
  }
  Set(file, std::move(result));
}

void FileResults::SetVerdict(size_t file, const v1::Verdict& verdict) {
  Result result;
  result.outcome = verdict.outcome();
  result.code = ExitCodeOf(result.outcome);
  if (session_.json()) {
    SetJson(result, "verdict", verdict);
  } else {
    result.text = VerdictText(verdict, session_.language());
  }
  Set(file, std::move(result));
}

void FileResults::TellJson() const {
  if (files_.size() == 1) {
    session_.out() << results_[0]->text << "\n";
    return;
  }
  JsonResults results(session_.out());
  for (size_t i = 0; i < files_.size(); ++i) {
    results.Add(JsonObject().Text("file", files_[i]).Append(results_[i]->json));
  }
  results.Finish();
}

void FileResults::TellText(absl::string_view done_chinese, absl::string_view done_english) const {
  std::ostream& out = session_.out();
  if (files_.size() == 1) {
    (results_[0]->failed ? session_.terminal().err : out) << results_[0]->text;
    return;
  }
  size_t clean = 0;
  size_t warned = 0;
  size_t blocked = 0;
  size_t failed = 0;
  size_t repeated = 0;
  for (size_t i = 0; i < files_.size(); ++i) {
    const Result& result = *results_[i];
    out << files_[i] << "\n" << Indented(result.text);
    repeated += result.repeated ? 1 : 0;
    if (result.failed) {
      ++failed;
    } else if (result.outcome == v1::Verdict::BLOCKED) {
      ++blocked;
    } else if (result.outcome == v1::Verdict::WARNED) {
      ++warned;
    } else {
      ++clean;
    }
  }
  const Language language = session_.language();
  out << Pick(language, "共 ", "Of ") << files_.size() << Pick(language, " 份：", " reports: ")
      << Pick(language, done_chinese, done_english) << " " << clean + warned + blocked
      << Pick(language, " 份（通过 ", " (clean ") << clean
      << Pick(language, "，有警告 ", ", warned ") << warned
      << Pick(language, "，有错误 ", ", blocked ") << blocked
      << Pick(language, "），未成功 ", "), not done ") << failed
      << Pick(language, " 份。\n", ".\n");
  if (repeated > 0) {
    out << Pick(language, "其中 ", "Of these, ") << repeated
        << Pick(language, " 份内容与已报送的相同，没有重新报送。\n",
                " had been filed with the same content; they were not filed again.\n");
  }
}

ExitCode FileResults::Tell(const absl::Status& rest, absl::string_view done_chinese,
                           absl::string_view done_english) {
  for (size_t i = 0; i < files_.size(); ++i) SetError(i, rest);
  absl::MutexLock lock(&mutex_);
  progress_.Finish();
  ExitCode code = ExitCode::kDone;
  for (const std::optional<Result>& result : results_) code = Worse(code, result->code);
  if (session_.json()) {
    TellJson();
  } else {
    TellText(done_chinese, done_english);
  }
  return code;
}

}  // namespace ogi::cli
