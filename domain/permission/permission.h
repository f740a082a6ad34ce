// Who may do what: one table, a row a method, read as the law reads (docs/permissions.md is made
// from it).
#ifndef OGI_DOMAIN_PERMISSION_PERMISSION_H_
#define OGI_DOMAIN_PERMISSION_PERMISSION_H_

#include <array>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace ogi {

// In which role a caller acts. An organ that is the central office acts in that role where it gives
// more than being an organ does.
enum class CallerRole {
  // 任何人: no certificate.
  kAnyone,
  // 机关: by itself, or through a platform that has its mandate.
  kOrgan,
  // 公开工作主管部门: an organ with that role.
  kCentralOffice,
  // 系统管理员.
  kOperator,
  // 安全管理员.
  kSecurityOfficer,
  // 安全审计员.
  kAuditor,
};
inline constexpr size_t kCallerRoles = 6;

// How the organ that acts stands to the organ whose resource it is, today in China.
enum class Relation {
  // 本机关.
  kOwn,
  // The caller stands above, at any height (上级).
  kSuperior,
  // The caller stands below.
  kSubordinate,
  // Neither. One that stood above once is a stranger too.
  kStranger,
};
inline constexpr size_t kRelations = 4;

enum class Permission {
  kDenied,
  // Only what is published, as everybody.
  kPublished,
  kAllowed,
};

struct PermissionRow {
  // As in gRPC, without the package: `SubmissionService/SubmitReport`.
  absl::string_view method;
  // What it does, for the table in docs.
  absl::string_view chinese;
  absl::string_view english;
  // Whether it changes something: then it is on record whoever did it.
  bool changes = false;
  // Whether reading it beyond what is published is on record too.
  bool confidential = false;
  // Through a platform a person must be named: a decision is somebody's (签批).
  bool needs_person = false;
  // Whether a person on leave may call it too, to end that leave and for nothing else.
  bool ends_leave = false;
  Permission anyone = Permission::kDenied;
  // By Relation.
  std::array<Permission, kRelations> organ = {};
  Permission central_office = Permission::kDenied;
  Permission operator_ = Permission::kDenied;
  Permission security_officer = Permission::kDenied;
  Permission auditor = Permission::kDenied;
};

// In the order of the services and their methods.
absl::Span<const PermissionRow> PermissionTable();

// Null where the method has no row; nobody may call it then.
const PermissionRow* FindPermissionRow(absl::string_view method);

// What a caller may. `relation` says nothing for staff and anyone; an organ that names no resource,
// or one that is none, counts as kOwn: its handler has words for what is wrong.
Permission PermissionOf(const PermissionRow& row, CallerRole role, Relation relation);

absl::string_view RoleLabel(CallerRole role);
absl::string_view RelationLabel(Relation relation);

}  // namespace ogi

#endif  // OGI_DOMAIN_PERMISSION_PERMISSION_H_
