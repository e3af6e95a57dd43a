import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/client'
import { acceptable, uploadFailure } from './upload'

describe('a failed upload', () => {
  it('is tried again only when it may pass by itself', () => {
    expect(uploadFailure(new ApiError(0, 0, 'network'))).toEqual({ reason: 'other', again: true })
    expect(uploadFailure(new ApiError(503, 10013, ''))).toEqual({ reason: 'other', again: true })
    expect(uploadFailure(new ApiError(403, 10003, ''))).toEqual({ reason: 'other', again: false })
    expect(uploadFailure(new Error('a mistake of ours'))).toEqual({ reason: 'other', again: false })
  })
  it('says what is wrong with the file', () => {
    expect(uploadFailure(new ApiError(415, 12201, '')).reason).toBe('wrong-type')
    expect(uploadFailure(new ApiError(413, 12202, '')).reason).toBe('too-large')
    expect(uploadFailure(new ApiError(400, 10001, '', [{ field: 'file', message: 'is empty', code: 'FIELD_INVALID' }])).reason).toBe('empty')
  })
  it('does not begin with an empty file', () => {
    expect(acceptable(new File([], 'a.png'))).toBe('empty')
    expect(acceptable(new File(['x'], 'a.exe'))).toBe('wrong-type')
    expect(acceptable(new File(['x'], 'a.PNG'))).toBe('ok')
  })
})
