// The cells of the permission matrix: every method, by every way a caller comes, in every standing
// to the organ whose resource it is; and what the law, and the table, say of each.
#ifndef OGI_TESTS_E2E_PERMISSION_CELLS_H_
#define OGI_TESTS_E2E_PERMISSION_CELLS_H_

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "domain/permission/permission.h"

namespace ogi {

// By which way a caller comes.
enum class Way {
  kAnyone,
  // A platform that nobody has entitled, and that names no organ.
  kPlatformWithoutMandate,
  // The same, claiming an organ.
  kPlatformClaimingAnOrgan,
  kOperator,
  kSecurityOfficer,
  kAuditor,
  // From here on an organ acts, and its relation matters.
  kOrgan,
  kCentralOffice,
  kPlatform,
  kPlatformWithPerson,
  kPlatformWithPersonOfAnotherOrgan,
  kPlatformNamingNone,
};

// How the organ that acts stands to the township, whose resources are asked for.
enum class Standing { kOwn, kSuperior, kSubordinate, kStranger, kFormerSuperior };

// What a method is, said once more and not by the table under test.
enum class Duty {
  kFiling,
  kDeciding,
  kReadingReports,
  kReference,
  kRegistering,
  kEntitling,
  kReadingMandates,
  kSecuring,
  kReadingAccess,
  kReadingAudit,
  kReadingSeasons,
  kReadingDuties,
  kExcusing,
  kRevalidating,
  kSweeping,
  kPuttingRules,
  kRuling,
};

// Nullopt for a method that the matrix does not know.
std::optional<Duty> DutyOf(const std::string& method);

struct Cell {
  std::string method;
  Way way;
  Standing standing;
};

void PrintTo(const Cell& cell, std::ostream* out);
// As part of a test's name.
std::string NameOf(const Cell& cell);

// Whether an organ acts, so that its standing matters.
bool ActsAsOrgan(Way way);

// As the law reads. Its method's duty is known. Says it without the table under test.
Permission Expected(const Cell& cell);

// What the table says of a cell.
Permission InTable(const PermissionRow& row, const Cell& cell);

// Of the API, as in `SubmissionService/SubmitReport`.
std::vector<std::string> AllMethods();
// By way first: what the central office is must be granted and withdrawn.
std::vector<Cell> AllCells();

}  // namespace ogi

#endif  // OGI_TESTS_E2E_PERMISSION_CELLS_H_
