// Original file: proto/api/v1/api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ById as _rapidvm_api_v1_ById, ById__Output as _rapidvm_api_v1_ById__Output } from '../../../rapidvm/api/v1/ById.ts';
import type { ChangePasswordRequest as _rapidvm_api_v1_ChangePasswordRequest, ChangePasswordRequest__Output as _rapidvm_api_v1_ChangePasswordRequest__Output } from '../../../rapidvm/api/v1/ChangePasswordRequest.ts';
import type { CreateTokenRequest as _rapidvm_api_v1_CreateTokenRequest, CreateTokenRequest__Output as _rapidvm_api_v1_CreateTokenRequest__Output } from '../../../rapidvm/api/v1/CreateTokenRequest.ts';
import type { CreateTokenResponse as _rapidvm_api_v1_CreateTokenResponse, CreateTokenResponse__Output as _rapidvm_api_v1_CreateTokenResponse__Output } from '../../../rapidvm/api/v1/CreateTokenResponse.ts';
import type { CreateUserRequest as _rapidvm_api_v1_CreateUserRequest, CreateUserRequest__Output as _rapidvm_api_v1_CreateUserRequest__Output } from '../../../rapidvm/api/v1/CreateUserRequest.ts';
import type { Empty as _rapidvm_api_v1_Empty, Empty__Output as _rapidvm_api_v1_Empty__Output } from '../../../rapidvm/api/v1/Empty.ts';
import type { ListAuditResponse as _rapidvm_api_v1_ListAuditResponse, ListAuditResponse__Output as _rapidvm_api_v1_ListAuditResponse__Output } from '../../../rapidvm/api/v1/ListAuditResponse.ts';
import type { ListTokensResponse as _rapidvm_api_v1_ListTokensResponse, ListTokensResponse__Output as _rapidvm_api_v1_ListTokensResponse__Output } from '../../../rapidvm/api/v1/ListTokensResponse.ts';
import type { ListUsersResponse as _rapidvm_api_v1_ListUsersResponse, ListUsersResponse__Output as _rapidvm_api_v1_ListUsersResponse__Output } from '../../../rapidvm/api/v1/ListUsersResponse.ts';
import type { PageRequest as _rapidvm_api_v1_PageRequest, PageRequest__Output as _rapidvm_api_v1_PageRequest__Output } from '../../../rapidvm/api/v1/PageRequest.ts';
import type { Session as _rapidvm_api_v1_Session, Session__Output as _rapidvm_api_v1_Session__Output } from '../../../rapidvm/api/v1/Session.ts';
import type { UpdateUserRequest as _rapidvm_api_v1_UpdateUserRequest, UpdateUserRequest__Output as _rapidvm_api_v1_UpdateUserRequest__Output } from '../../../rapidvm/api/v1/UpdateUserRequest.ts';
import type { User as _rapidvm_api_v1_User, User__Output as _rapidvm_api_v1_User__Output } from '../../../rapidvm/api/v1/User.ts';

export interface AccessServiceClient extends grpc.Client {
  ChangePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  ChangePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  ChangePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  ChangePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  changePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  changePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  changePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  changePassword(argument: _rapidvm_api_v1_ChangePasswordRequest, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  
  CreateToken(argument: _rapidvm_api_v1_CreateTokenRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  CreateToken(argument: _rapidvm_api_v1_CreateTokenRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  CreateToken(argument: _rapidvm_api_v1_CreateTokenRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  CreateToken(argument: _rapidvm_api_v1_CreateTokenRequest, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  createToken(argument: _rapidvm_api_v1_CreateTokenRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  createToken(argument: _rapidvm_api_v1_CreateTokenRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  createToken(argument: _rapidvm_api_v1_CreateTokenRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  createToken(argument: _rapidvm_api_v1_CreateTokenRequest, callback: grpc.requestCallback<_rapidvm_api_v1_CreateTokenResponse__Output>): grpc.ClientUnaryCall;
  
  CreateUser(argument: _rapidvm_api_v1_CreateUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  CreateUser(argument: _rapidvm_api_v1_CreateUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  CreateUser(argument: _rapidvm_api_v1_CreateUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  CreateUser(argument: _rapidvm_api_v1_CreateUserRequest, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  createUser(argument: _rapidvm_api_v1_CreateUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  createUser(argument: _rapidvm_api_v1_CreateUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  createUser(argument: _rapidvm_api_v1_CreateUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  createUser(argument: _rapidvm_api_v1_CreateUserRequest, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  
  DeleteToken(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  DeleteToken(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  DeleteToken(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  DeleteToken(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteToken(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteToken(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteToken(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteToken(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  
  DeleteUser(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  DeleteUser(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  DeleteUser(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  DeleteUser(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteUser(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteUser(argument: _rapidvm_api_v1_ById, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteUser(argument: _rapidvm_api_v1_ById, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  deleteUser(argument: _rapidvm_api_v1_ById, callback: grpc.requestCallback<_rapidvm_api_v1_Empty__Output>): grpc.ClientUnaryCall;
  
  GetSession(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _rapidvm_api_v1_Empty, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _rapidvm_api_v1_Empty, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _rapidvm_api_v1_Empty, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _rapidvm_api_v1_Empty, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _rapidvm_api_v1_Empty, callback: grpc.requestCallback<_rapidvm_api_v1_Session__Output>): grpc.ClientUnaryCall;
  
  ListAudit(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  ListAudit(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  ListAudit(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  ListAudit(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  listAudit(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  listAudit(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  listAudit(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  listAudit(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListAuditResponse__Output>): grpc.ClientUnaryCall;
  
  ListTokens(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  ListTokens(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  ListTokens(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  ListTokens(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  listTokens(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  listTokens(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  listTokens(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  listTokens(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListTokensResponse__Output>): grpc.ClientUnaryCall;
  
  ListUsers(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  ListUsers(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  ListUsers(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  ListUsers(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _rapidvm_api_v1_PageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _rapidvm_api_v1_PageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _rapidvm_api_v1_PageRequest, callback: grpc.requestCallback<_rapidvm_api_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  
  UpdateUser(argument: _rapidvm_api_v1_UpdateUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  UpdateUser(argument: _rapidvm_api_v1_UpdateUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  UpdateUser(argument: _rapidvm_api_v1_UpdateUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  UpdateUser(argument: _rapidvm_api_v1_UpdateUserRequest, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  updateUser(argument: _rapidvm_api_v1_UpdateUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  updateUser(argument: _rapidvm_api_v1_UpdateUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  updateUser(argument: _rapidvm_api_v1_UpdateUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  updateUser(argument: _rapidvm_api_v1_UpdateUserRequest, callback: grpc.requestCallback<_rapidvm_api_v1_User__Output>): grpc.ClientUnaryCall;
  
}

export interface AccessServiceHandlers extends grpc.UntypedServiceImplementation {
  ChangePassword: grpc.handleUnaryCall<_rapidvm_api_v1_ChangePasswordRequest__Output, _rapidvm_api_v1_Empty>;
  
  CreateToken: grpc.handleUnaryCall<_rapidvm_api_v1_CreateTokenRequest__Output, _rapidvm_api_v1_CreateTokenResponse>;
  
  CreateUser: grpc.handleUnaryCall<_rapidvm_api_v1_CreateUserRequest__Output, _rapidvm_api_v1_User>;
  
  DeleteToken: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Empty>;
  
  DeleteUser: grpc.handleUnaryCall<_rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Empty>;
  
  GetSession: grpc.handleUnaryCall<_rapidvm_api_v1_Empty__Output, _rapidvm_api_v1_Session>;
  
  ListAudit: grpc.handleUnaryCall<_rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListAuditResponse>;
  
  ListTokens: grpc.handleUnaryCall<_rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListTokensResponse>;
  
  ListUsers: grpc.handleUnaryCall<_rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListUsersResponse>;
  
  UpdateUser: grpc.handleUnaryCall<_rapidvm_api_v1_UpdateUserRequest__Output, _rapidvm_api_v1_User>;
  
}

export interface AccessServiceDefinition extends grpc.ServiceDefinition {
  ChangePassword: MethodDefinition<_rapidvm_api_v1_ChangePasswordRequest, _rapidvm_api_v1_Empty, _rapidvm_api_v1_ChangePasswordRequest__Output, _rapidvm_api_v1_Empty__Output>
  CreateToken: MethodDefinition<_rapidvm_api_v1_CreateTokenRequest, _rapidvm_api_v1_CreateTokenResponse, _rapidvm_api_v1_CreateTokenRequest__Output, _rapidvm_api_v1_CreateTokenResponse__Output>
  CreateUser: MethodDefinition<_rapidvm_api_v1_CreateUserRequest, _rapidvm_api_v1_User, _rapidvm_api_v1_CreateUserRequest__Output, _rapidvm_api_v1_User__Output>
  DeleteToken: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Empty, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Empty__Output>
  DeleteUser: MethodDefinition<_rapidvm_api_v1_ById, _rapidvm_api_v1_Empty, _rapidvm_api_v1_ById__Output, _rapidvm_api_v1_Empty__Output>
  GetSession: MethodDefinition<_rapidvm_api_v1_Empty, _rapidvm_api_v1_Session, _rapidvm_api_v1_Empty__Output, _rapidvm_api_v1_Session__Output>
  ListAudit: MethodDefinition<_rapidvm_api_v1_PageRequest, _rapidvm_api_v1_ListAuditResponse, _rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListAuditResponse__Output>
  ListTokens: MethodDefinition<_rapidvm_api_v1_PageRequest, _rapidvm_api_v1_ListTokensResponse, _rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListTokensResponse__Output>
  ListUsers: MethodDefinition<_rapidvm_api_v1_PageRequest, _rapidvm_api_v1_ListUsersResponse, _rapidvm_api_v1_PageRequest__Output, _rapidvm_api_v1_ListUsersResponse__Output>
  UpdateUser: MethodDefinition<_rapidvm_api_v1_UpdateUserRequest, _rapidvm_api_v1_User, _rapidvm_api_v1_UpdateUserRequest__Output, _rapidvm_api_v1_User__Output>
}
