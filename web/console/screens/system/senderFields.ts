// Which senders a channel can have, and what each needs to be told; the server checks the same.
import type { Channel, SenderKind } from '@shared/api/types'

export type SenderField = 'appId' | 'agentId' | 'signName' | 'templateCode' | 'token' | 'secret'

export const KINDS: Record<Channel, readonly SenderKind[]> = {
  mail: [],
  sms: ['aliyun_sms'],
  wecom: ['wecom_robot', 'wecom_app'],
  dingtalk: ['dingtalk_robot', 'dingtalk_app'],
}

export const FIELDS: Record<SenderKind, readonly SenderField[]> = {
  aliyun_sms: ['appId', 'secret', 'signName', 'templateCode'],
  wecom_app: ['appId', 'agentId', 'secret'],
  wecom_robot: ['token'],
  dingtalk_app: ['appId', 'agentId', 'secret'],
  dingtalk_robot: ['token', 'secret'],
}
