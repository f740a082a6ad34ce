// A real ogid on a data directory of its own, and a client of it.
#ifndef OGI_TESTS_E2E_E2E_FIXTURE_H_
#define OGI_TESTS_E2E_E2E_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cpp/client.h"
#include "ogi/v1/error_reason.pb.h"
#include "tests/support/process.h"

namespace ogi {

constexpr char kCounty[] = "agencies/54-0424000";
// CleanReport is this agency's.
constexpr char kTownship[] = "agencies/54-0424204";
constexpr char kReport[] = "agencies/54-0424204/reports/2023";
constexpr char kRevision1[] = "agencies/54-0424204/reports/2023/revisions/1";

class E2eTest : public testing::Test {
 protected:
  // Makes the data directory; nothing runs yet.
  E2eTest();

  std::string Directory(absl::string_view name) const;

  // Serves a data directory in plaintext; `flags` are added. The port of the first start is kept,
  // so that clients find the server again.
  void Start(const std::vector<std::string>& flags = {}, const std::string& data_directory = "");
  // Stops the server with a signal and answers its exit code.
  int Stop(int signal);
  ProgramResult Ogid(const std::vector<std::string>& arguments);
  ProgramResult Ogictl(const std::vector<std::string>& arguments);
  // Runs ogictl, which must end with `code`, and answers what it printed.
  std::string Do(const std::vector<std::string>& arguments, int code = 0);

  // A file below the test's directory. Write makes the folders above it, and answers its path.
  std::string Write(absl::string_view name, const std::string& bytes) const;
  static std::string Read(const std::string& path);

  std::string target() const;
  std::unique_ptr<client::Client> NewClient(absl::Duration timeout = absl::Seconds(20)) const;
  client::Client& client() { return *client_; }

  // Puts the county and the township on record.
  void ImportAgencies();
  void Import(const std::vector<v1::Agency>& agencies);

  // As its organ does before it can be published.
  void ExplainWarnings(const v1::Revision& revision);

  // Every revision there is in partition 54, by name.
  std::map<std::string, v1::Revision> AllRevisions();

  TemporaryDirectory directory_;
  const std::string data_directory_;
  std::unique_ptr<Process> server_;
  std::unique_ptr<client::Client> client_;
  int port_ = 0;
};

v1::Agency NewAgency(const std::string& name, const std::string& superior = "");
v1::AnnualReport ReportSaying(const std::string& text);
// For each warning of its verdict.
std::vector<v1::ExplainFindingRequest> ExplanationsFor(const v1::Revision& revision);
v1::SubmitReportRequest Filing(const v1::AnnualReport& report, const std::string& request_id = "");

// A call of raw bytes: one message out, the first one back.
struct RawAnswer {
  absl::Status status;
  std::string bytes;
};
RawAnswer CallRaw(const std::string& target, const std::string& method, absl::string_view bytes);

// That an error is what it should be, and has a Chinese and an English line; with `field`, that
// BadRequest names it, in both languages too.
void ExpectHelps(const absl::Status& status, absl::StatusCode code, v1::ErrorReason reason,
                 absl::string_view field = "");

// A port that nobody listened on a moment ago.
int FreePort();

}  // namespace ogi

#endif  // OGI_TESTS_E2E_E2E_FIXTURE_H_
