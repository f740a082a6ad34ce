// Filing a report: what is on record already is not filed twice, and that is said.
#ifndef OGI_CLIENTS_CLI_FILING_H_
#define OGI_CLIENTS_CLI_FILING_H_

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/language.h"
#include "clients/cpp/client.h"
#include "common/random.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/submission_service.pb.h"

namespace ogi::cli {

// Asks for a filing of content that has not changed since it was returned or taken back.
void FileAgain(Random& random, v1::SubmitReportRequest& request);
// `--again`, which asks for that.
void AddAgain(CLI::App& command, const Menu& menu, bool& again);

// Content that was filed once and replaced since is filed anew. If nothing is filed, the answer is
// `repeated`, and its state and history are those of now.
absl::StatusOr<v1::Revision> FileReport(client::Client& client, v1::SubmitReportRequest request);

// A filing's answer says where its revision stood when it was filed; `now` where it stands.
v1::Revision AsOfNow(v1::Revision answer, const v1::Revision& now);

// The report that a filing's answer is of: `agencies/{agency}/reports/{report}`.
std::string ReportNameOf(const v1::Revision& answer);

// Of a filing's answer: that nothing was filed, where the revision on record stands, and what to
// do. Empty if it was filed.
std::string NotFiledText(const v1::Revision& revision, Language language);

// As of its verdict; kRefused if nothing was filed and what is on record was returned or taken
// back.
ExitCode ExitCodeOfFiling(const v1::Revision& revision);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_FILING_H_
