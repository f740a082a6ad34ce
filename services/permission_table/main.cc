// ogi_permission_table: prints docs/permissions.md from the table of domain/permission. Fails where
// an RPC has no row or a row no RPC; with --check FILE, also where FILE is not what it would print.
#include <google/protobuf/descriptor.pb.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "domain/permission/permission.h"

namespace ogi {
namespace {

constexpr absl::string_view kPackage = "ogi.v1";

constexpr absl::string_view kHead = R"(# 权限表 · Who may do what

<!-- Made by ogi_permission_table from domain/permission/permission.cc; do not edit. -->

✓ 可以 may · 已公布 only what is published · – 不可以 may not, and is not told what exists

机关按其与资源所属机关今日的关系分列：本机关、上级（任何一级）、下级、其他机关。曾经的上级是“其他机关”。
An organ stands in a relation to the organ whose resource it is, today in China: 本机关 own, 上级 superior at
any height, 下级 subordinate, 其他机关 stranger. A former superior is a stranger.

机关可以自己办理，也可以通过有其授权的平台办理。标“须有人员”的是决定，经平台办理须由令牌证明是谁。
An organ acts by itself or through a platform that has its mandate. Where 须有人员 is marked, a decision is
made: through a platform a token must name the person.

主管部门一栏是它对任何机关的权限；作为机关，它同样有前四栏的权限。
The central office's column holds towards every organ; as an organ it has the first four too.

没有证书的是“任何人”。没有角色的工作人员什么也不能办；没有任何授权的平台等同任何人。
Without a certificate one is 任何人, anyone. Staff without a role may do nothing; a platform nobody
has entitled is anyone.

请假的人除结束自己的请假外，什么也不能办。
A person on leave may end that leave and do nothing else.

“变更”一律记入审计记录；“查阅”在看到未公布的内容时记入；被拒绝的一律记入。
Changes (变更) are always on record, reads (查阅) when more than what is published was shown, denials always.

)";

absl::string_view Mark(Permission permission) {
  switch (permission) {
    case Permission::kAllowed:
      return "✓";
    case Permission::kPublished:
      return "已公布";
    case Permission::kDenied:
      return "–";
  }
  return "";
}

// What may be done by whom, from left to right.
struct Column {
  CallerRole role;
  Relation relation;
  std::string title;
};

std::vector<Column> Columns() {
  std::vector<Column> columns = {
      {CallerRole::kAnyone, Relation::kStranger, std::string(RoleLabel(CallerRole::kAnyone))}};
  for (size_t i = 0; i < kRelations; ++i) {
    const auto relation = static_cast<Relation>(i);
    columns.push_back({CallerRole::kOrgan, relation, std::string(RelationLabel(relation))});
  }
  for (const CallerRole role : {CallerRole::kCentralOffice, CallerRole::kOperator,
                                CallerRole::kSecurityOfficer, CallerRole::kAuditor}) {
    columns.push_back({role, Relation::kStranger, std::string(RoleLabel(role))});
  }
  return columns;
}

std::string Markdown() {
  const std::vector<Column> columns = Columns();
  std::string text(kHead);
  std::string rule = "|---|---|";
  absl::StrAppend(&text, "| 方法 Method | 事项 What |");
  for (const Column& column : columns) {
    absl::StrAppend(&text, " ", column.title, " |");
    rule += ":-:|";
  }
  absl::StrAppend(&text, " 种类 | 须有人员 |\n", rule, "---|:-:|\n");
  for (const PermissionRow& row : PermissionTable()) {
    absl::StrAppend(&text, "| ", row.method, " | ", row.chinese, " ", row.english, " |");
    for (const Column& column : columns) {
      absl::StrAppend(&text, " ", Mark(PermissionOf(row, column.role, column.relation)), " |");
    }
    absl::StrAppend(&text, " ", row.changes ? "变更" : (row.confidential ? "查阅" : ""), " | ",
                    row.needs_person ? "✓" : "", " |\n");
  }
  return text;
}

std::optional<std::string> Read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "cannot read " << path << "\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Tells every RPC of the package without a row, and every row without an RPC.
bool RowsAndMethodsAgree(const google::protobuf::FileDescriptorSet& files) {
  std::set<std::string> methods;
  for (const auto& file : files.file()) {
    if (file.package() != kPackage) continue;
    for (const auto& service : file.service()) {
      for (const auto& method : service.method()) {
        methods.insert(absl::StrCat(service.name(), "/", method.name()));
      }
    }
  }
  bool agree = !methods.empty();
  if (!agree) std::cerr << "no RPC of " << kPackage << " among the descriptors\n";
  for (const std::string& method : methods) {
    if (FindPermissionRow(method) != nullptr) continue;
    std::cerr << method << ": no row in domain/permission/permission.cc says who may call it\n";
    agree = false;
  }
  std::set<absl::string_view> seen;
  for (const PermissionRow& row : PermissionTable()) {
    if (methods.count(std::string(row.method)) == 0) {
      std::cerr << row.method << ": a row in domain/permission/permission.cc, but no such RPC\n";
      agree = false;
    }
    if (!seen.insert(row.method).second) {
      std::cerr << row.method << ": two rows in domain/permission/permission.cc\n";
      agree = false;
    }
  }
  return agree;
}

bool IsCurrent(const char* path) {
  const std::optional<std::string> text = Read(path);
  if (text.has_value() && *text == Markdown()) return true;
  std::cerr << path << " is stale; copy services/permissions.md of the build over it\n";
  return false;
}

int Run(int argc, char** argv) {
  const bool check = argc == 4 && absl::string_view(argv[2]) == "--check";
  if (argc != 2 && !check) {
    std::cerr << "usage: ogi_permission_table DESCRIPTORS [--check FILE]\n"
                 "DESCRIPTORS: a google.protobuf.FileDescriptorSet of proto/ogi/v1\n";
    return 2;
  }
  const std::optional<std::string> descriptors = Read(argv[1]);
  google::protobuf::FileDescriptorSet files;
  if (!descriptors.has_value() || !files.ParseFromString(*descriptors) ||
      !RowsAndMethodsAgree(files)) {
    return EXIT_FAILURE;
  }
  if (check) return IsCurrent(argv[3]) ? EXIT_SUCCESS : EXIT_FAILURE;
  std::cout << Markdown();
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace ogi

int main(int argc, char** argv) { return ogi::Run(argc, argv); }
